-- Who asked: the request that a row belongs to, beside the user (`actor`, `requested_by`).
alter table maitred.events add column request_id text;
alter table maitred.runs add column request_id text;

-- Only a committed undo takes a run back: one that failed or met a conflict may be tried again.
alter table maitred.runs drop constraint runs_undoes_key;
create unique index runs_undone_once on maitred.runs (undoes) where state = 'committed';
