-- Who asked: the request that a row belongs to, beside the user (`actor`, `requested_by`).
alter table maitred.events add column request_id text;
alter table maitred.runs add column request_id text;
