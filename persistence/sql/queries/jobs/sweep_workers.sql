select maitred.procrastinate_prune_stalled_workers_v1(%(seconds)s)
