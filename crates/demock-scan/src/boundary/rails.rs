//! Methods that Rails and the job libraries give, which say by their name what is touched, whoever has them.
//!
//! Invariant: only names that a method of one's own is hardly given; `update`, `find` and `all` tell nothing by themselves.

use demock_model::Boundary;

/// What hands a job to a queue.
const QUEUED: &[&str] = &[
    "perform_later",
    "perform_async",
    "perform_in",
    "perform_at",
    "perform_bulk",
    "perform_all_later",
    "deliver_later",
    "enqueue_at",
    "enqueue_in",
    "enqueue_to",
    "client_push",
];

/// What sends a mail at once.
const SENT: &[&str] = &["deliver_now"];

/// What reads or writes the rows of a model, or of what it is associated with.
#[rustfmt::skip]
const ROWS: &[&str] = &[
    "save", "update_columns", "update_column", "update_attribute", "update_attributes", "update_all", "insert_all",
    "upsert_all", "destroy", "destroy_all", "delete_all", "find_by", "find_by_id", "find_or_create_by", "find_or_initialize_by",
    "create_or_find_by", "first_or_create", "find_each", "find_in_batches", "in_batches", "pluck", "with_lock", "reload",
    "touch", "where",
];

/// What only a model is asked for with its mark: `update!`.
const MARKED_ROWS: &[&str] = &["update!", "create!", "increment!", "decrement!", "toggle!"];

/// What a model's class is asked for beside those, and the object of nothing else tells by.
#[rustfmt::skip]
const QUERIES: &[&str] = &[
    "exists", "last", "take", "find_by_sql", "order", "joins", "left_joins", "includes", "preload", "eager_load", "limit",
    "distinct", "maximum", "minimum", "sum", "average", "ids", "pick", "group", "having", "unscoped", "transaction", "lock",
    "insert", "find", "all", "create", "first", "count", "select", "none", "second", "any", "many", "delete", "upsert", "delete_by", "destroy_by", "sole", "find_sole_by", "rewhere", "find_signed", "touch_all",
];

/// What hands a page's change to those who watch it.
fn is_broadcast(name: &str) -> bool {
    const DONE: &[&str] =
        &["append", "prepend", "replace", "update", "remove", "refresh", "render", "action", "before", "after"];
    let Some(rest) = name.strip_prefix("broadcast_") else { return false };
    // What a channel sends to all that listen to something.
    if rest == "to" {
        return true;
    }
    DONE.contains(&rest.split('_').next().unwrap_or_default())
}

/// What a class of jobs is told of how they are handed to the queue: `ReportJob.set(wait: 1.hour)`.
pub(crate) fn of_job(owner: &str, method: &str) -> Option<Boundary> {
    let is_job = ["Job", "Worker"].iter().any(|ending| owner.ends_with(ending));
    (is_job && method == "set").then_some(Boundary::Queue)
}

/// What a method touches whoever has it.
pub(crate) fn of_method(name: &str) -> Option<Boundary> {
    let plain = unmarked(name);
    // `perform_async_in_queue`
    if QUEUED.contains(&plain) || plain.starts_with("perform_async_") {
        return Some(Boundary::Queue);
    }
    if SENT.contains(&plain) {
        return Some(Boundary::Http);
    }
    is_broadcast(plain).then_some(Boundary::Websocket)
}

/// Whether a method is one of a model's that goes to its rows.
pub(crate) fn is_of_rows(name: &str) -> bool {
    ROWS.contains(&unmarked(name)) || MARKED_ROWS.contains(&name)
}

/// Whether a method of a class that is known for a model goes to its rows, a finder of one attribute (`find_by_email`) among them.
pub(crate) fn is_query(name: &str) -> bool {
    let plain = unmarked(name);
    is_of_rows(name) || QUERIES.contains(&plain) || plain.starts_with("find_by_")
}

/// A method's name without the mark at its end.
pub(crate) fn unmarked(name: &str) -> &str {
    name.trim_end_matches(['!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods() {
        assert_eq!(of_method("perform_later"), Some(Boundary::Queue));
        assert_eq!(of_method("perform_async_in_queue"), Some(Boundary::Queue));
        assert_eq!(of_method("deliver_now!"), Some(Boundary::Http));
        assert_eq!(of_method("broadcast_replace_to"), Some(Boundary::Websocket));
        assert_eq!((of_method("perform"), of_method("broadcast_settings"), of_method("deliver")), (None, None, None));
        assert!(is_of_rows("save!") && is_of_rows("save") && is_of_rows("update!") && is_of_rows("where"));
        assert!(!is_of_rows("update") && !is_of_rows("total"));
        assert!(is_query("exists?") && is_query("find_by_email!") && is_query("save") && !is_query("total"));
    }
}
