select lunch_start, lunch_end, dinner_start, dinner_end, clean_buffer_minutes, allow_after_hours
from public.service_policy
limit 1
