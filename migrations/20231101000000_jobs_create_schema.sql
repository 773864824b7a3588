-- Locks nothing that is in use: what the application's role may do with the job queue, whose tables stand already.
create schema jobs;
grant usage on schema jobs to sotay_app;
grant usage on schema graphile_worker to sotay_app;
grant select, insert, update, delete on all tables in schema graphile_worker to sotay_app;
grant usage on all sequences in schema graphile_worker to sotay_app;
grant execute on all functions in schema graphile_worker to sotay_app;

-- The queue's tables guard their rows and name nobody who may pass: this names the application.
create policy application on graphile_worker._private_jobs to sotay_app using (true) with check (true);
create policy application on graphile_worker._private_job_queues to sotay_app using (true) with check (true);
create policy application on graphile_worker._private_tasks to sotay_app using (true) with check (true);
create policy application on graphile_worker._private_known_crontabs to sotay_app using (true) with check (true);

-- Leaves a fact for those who listen, in the transaction that made it true. Ids only: payloads show up in logs.
create function jobs.tell(fact text, subject uuid) returns void
    language sql
as $$
    select graphile_worker.add_job(
        identifier => 'told',
        payload => json_build_object('fact', fact, 'subject', subject));
$$;
revoke all on function jobs.tell from public;
grant execute on function jobs.tell to sotay_app;
