//! All tests that drive the service from outside, in one binary, so that it is linked once.

#![expect(
    clippy::allow_attributes,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test that does not find what it looks for has failed, and may look behind doors"
)]

mod support;

mod adoption_events;
mod adoption_issued;
mod adoption_recount;
mod adoption_reports;
mod adoption_rows;
mod adoption_steps;
mod adoption_store;
mod adoption_unchanged;
mod adoption_withheld;
mod architecture;
mod attendance_attended;
mod attendance_batch;
mod attendance_by_hand;
mod attendance_cards;
mod attendance_check_in;
mod attendance_forecast;
mod attendance_crowd;
mod attendance_disputes;
mod attendance_lane;
mod attendance_lane_agrees;
mod attendance_offline;
mod attendance_offline_room;
mod attendance_order;
mod attendance_paper;
mod attendance_presence;
mod attendance_sums;
mod attendance_vectors;
mod attendance_void;
mod attendance_watching;
mod cancellation;
mod cancellation_calls;
mod codes;
mod console_venue;
mod demo_second_act;
mod directory_calls;
mod directory_circles;
mod directory_days;
mod directory_findings;
mod directory_following;
mod directory_histories;
mod directory_import;
mod directory_master;
mod directory_memberships;
mod directory_orders;
mod directory_overtaken;
mod directory_probation;
mod directory_reorganization;
mod directory_recomputed;
mod directory_roles;
mod directory_roster;
mod directory_roster_long;
mod directory_roster_places;
mod directory_roster_uploads;
mod directory_roster_round_trip;
mod directory_rows;
mod directory_search;
mod directory_substitutes;
mod directory_succession;
mod directory_tallies;
mod directory_transfers;
mod directory_walks;
mod directory_watching;
mod directory_witness;
mod doors;
mod edge_answers;
mod edge_frames;
mod edge_front;
mod edge_house;
mod edge_http2;
mod edge_port;
mod edge_serve;
mod evenings;
mod hostile;
mod identity_activation;
mod identity_door;
mod identity_refresh;
mod identity_sessions;
mod identity_sheets;
mod identity_sign_in;
mod main_job;
mod meetings_absences;
mod meetings_calling;
mod meetings_duties;
mod meetings_holding;
mod meetings_plans;
mod meetings_roster;
mod meetings_rules;
mod meetings_story;
mod migrations;
mod notices_histories;
mod notices_history;
mod notices_house;
mod notices_order;
mod notices_phone;
mod notices_publishing;
mod notices_reach;
mod notices_story;
mod ownership;
mod policy;
mod postgres_deaths;
mod postgres_given;
mod postgres_leftovers;
mod postgres_queue;
mod postgres_start;
mod strangers;
mod twins;
