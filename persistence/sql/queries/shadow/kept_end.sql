select ended
from maitred.shadow_evenings
where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
