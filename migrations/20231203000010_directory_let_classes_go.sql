-- Locks nothing: a right. A probation of which a corrected date leaves no day goes.
grant delete on directory.classes to sotay_app;
