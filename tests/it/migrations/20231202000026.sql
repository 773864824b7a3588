-- Ill.
update meetings.replies set reason_kind = 'ILLNESS' where reply = 'ASK_ABSENCE';
