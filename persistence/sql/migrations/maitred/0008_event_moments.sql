-- Which transaction wrote a row: numbers are given out before rows can be seen, so who follows the
-- history by the last number would miss what a slower transaction has yet to commit.
alter table maitred.events add column written_in xid8;
alter table maitred.events alter column written_in set default pg_current_xact_id();
create index on maitred.events (restaurant_id, service_date, written_in);
