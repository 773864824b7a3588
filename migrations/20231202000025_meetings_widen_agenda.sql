-- Locks meetings.agenda_items for the moment it takes to add columns that rewrite nothing; rows are checked without barring writers.
-- Where the papers of a point are, and what became of it.
alter table meetings.agenda_items
    add column papers text not null default '',
    -- Since when these papers stand there.
    add column papers_at timestamptz,
    add column settled text,
    add column settled_by uuid references directory.members,
    add column settled_at timestamptz,
    -- The meeting that left it unfinished.
    add column carried_from uuid references meetings.meetings;
alter table meetings.agenda_items
    add constraint agenda_items_settled check (settled in ('DONE', 'CARRIED_OVER')) not valid,
    add constraint agenda_items_settled_by check (
        (settled is null) = (settled_by is null) and (settled is null) = (settled_at is null)) not valid,
    add constraint agenda_items_papers check ((papers = '') = (papers_at is null)) not valid;
alter table meetings.agenda_items validate constraint agenda_items_settled;
alter table meetings.agenda_items validate constraint agenda_items_settled_by;
alter table meetings.agenda_items validate constraint agenda_items_papers;
