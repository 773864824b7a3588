-- Locks identity.activation_codes for a moment: a column without a rewrite. Which session a slip began, so that an answer
-- that was lost on its way can be given again.
alter table identity.activation_codes add column session uuid;
