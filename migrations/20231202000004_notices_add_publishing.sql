-- Locks notices.notices for a moment: columns without a rewrite. What an officer decides about a notice.
alter table notices.notices
    add column issued_by uuid,
    add column acknowledge_needed boolean not null default false,
    -- From then on it is in no inbox; what was read and acknowledged stays.
    add column expires_at timestamptz,
    add column recalled_at timestamptz,
    add column recalled_by uuid,
    add column recall_reason text not null default '';
