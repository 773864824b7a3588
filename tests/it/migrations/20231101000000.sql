-- The queue's own tables were filled by the queue; nothing of ours yet.
select 1;
