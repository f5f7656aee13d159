select service_date, ended
from maitred.shadow_evenings
where restaurant_id = %(restaurant_id)s and service_date between %(first)s and %(last)s
