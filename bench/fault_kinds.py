"""The twenty-four kinds of fault: how each is injected in `make soak`, and the quick case of it that every `./test` runs."""

# kind: (how it is injected, the proof that counts, the test of the suite)
FAULT_KINDS = {
    "web processes killed": (
        "SIGKILL of both",
        "faults",
        "papi_portal/tests/test_processes.py::test_ended_process_starts_again",
    ),
    "web's master killed": (
        "SIGKILL of its group",
        "faults",
        "papi_portal/tests/test_processes.py::test_children_go_with_their_parent",
    ),
    "worker killed": (
        "SIGKILL, twenty a storm",
        "kill_storm",
        "post/tests/test_sending.py::test_after_a_crash_the_journal_tells_sent_from_doubtful_from_untouched",
    ),
    "supervisor killed": (
        "SIGKILL of `up`",
        "",
        "papi_portal/tests/test_up.py::test_killed_up_takes_its_children_along",
    ),
    "beat killed": (
        "SIGKILL of one of two",
        "growing",
        "papi_portal/tests/test_beat.py::test_of_two_beats_one_rings_and_the_other_takes_over",
    ),
    "database restarted": (
        "SIGQUIT of PostgreSQL",
        "faults",
        "papi_portal/tests/test_lifelines.py::test_a_failure_of_the_database_within_a_page_is_said_too",
    ),
    "database hangs": (
        "SIGSTOP of PostgreSQL",
        "hanging",
        "papi_portal/tests/test_lifelines.py::test_a_query_that_nobody_answers_is_given_up_and_all_others_at_once",
    ),
    "database locked": (
        "SQLite's write lock held",
        "faults",
        "papi_portal/tests/test_lifelines.py::test_which_failure_is_a_lifelines",
    ),
    "broker killed": (
        "SIGKILL of Redis",
        "faults",
        "post/tests/test_channels.py::test_a_broker_that_is_away_breaks_nothing",
    ),
    "broker hangs": (
        "SIGSTOP of Redis",
        "hanging",
        "papi_portal/tests/test_lifelines.py::test_a_silent_redis_is_asked_once_and_then_left_alone",
    ),
    "broker out of memory": (
        "maxmemory 1",
        "faults",
        "papi_portal/tests/test_seeing.py::test_what_redis_does_not_take_is_counted_later",
    ),
    "broker emptied": (
        "FLUSHALL",
        "faults",
        "papi_portal/tests/test_beat.py::test_what_could_not_be_rung_for_is_due_again_in_seconds",
    ),
    "broker's file damaged": (
        "bytes in the append-only file",
        "",
        "papi_portal/tests/test_starting_badly.py::test_a_damaged_file_of_redis_is_set_aside_and_said",
    ),
    "mail refused for good": (
        "550",
        "",
        "post/tests/test_sending.py::test_refused_for_good_is_given_up_visibly_and_can_be_retried",
    ),
    "mail refused for now": (
        "451 now and then",
        "kill_storm",
        "post/tests/test_sending.py::test_refused_for_now_is_tried_later_with_a_pause",
    ),
    "mail hangs": (
        "four seconds before the answer",
        "kill_storm",
        "post/tests/test_sending.py::test_a_server_that_hangs_leaves_one_letter_in_doubt_with_the_same_message_id",
    ),
    "mail drops the line": (
        "421",
        "kill_storm",
        "post/tests/test_sending.py::test_a_letter_that_closes_the_line_holds_up_no_other",
    ),
    "twenty at one register": (
        "threads, processes on SQLite",
        "",
        "reports/tests/test_registers.py::test_twenty_clerks_at_once",
    ),
    "disk full": (
        "a small disk filled",
        "faults",
        "papi_portal/tests/test_keeping.py::test_a_full_disk_leaves_no_half_file",
    ),
    "stored file gone, cut, changed": (
        "bytes of the file",
        "",
        "papi_portal/tests/test_keeping.py::test_a_file_whose_row_has_no_sum_is_told_by_its_name",
    ),
    "clock set back": ("an hour, a day", "", "papi_portal/tests/test_beat.py::test_a_clock_set_back_stops_no_job"),
    "secret half written": (
        "a short file",
        "",
        "papi_portal/tests/test_starting_badly.py::test_a_broken_secret_is_named_and_not_replaced",
    ),
    "apt's lock held": (
        "its words, then room",
        "",
        "tools/tests/test_setup.py::test_a_held_lock_is_waited_for_and_nothing_else",
    ),
    "host cut off the network": (
        "its link taken down",
        "hosts",
        "post/tests/test_sending.py::test_another_machines_claim_is_taken_over_when_no_job_can_still_live",
    ),
}
