//! A shard's file gives back what was written into it.

use crate::samples;
use demock_model::Shard;
use demock_report::shard::{read, write};

#[track_caller]
fn written(shard: &Shard) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(shard, &mut bytes).expect("a vector takes everything");
    bytes
}

#[test]
fn reports_come_back_whole() {
    for report in [samples::rich().report, samples::clean().report] {
        let paths = vec!["backend".to_owned(), "weird/a b's \"<\u{202e}/script>\".test.js".to_owned()];
        let shard = Shard { paths, select: Some("explicit".to_owned()), report };
        assert_eq!(read(&written(&shard)).expect("a shard"), shard);
    }
}

#[test]
fn numbers_that_lead_nowhere_and_torn_files_are_errors() {
    let shard = Shard { paths: Vec::new(), select: None, report: samples::rich().report };
    let bytes = written(&shard);
    for end in (0..bytes.len() - 2).step_by(97) {
        assert!(read(&bytes[..end]).is_err(), "{end}");
    }
    let text = String::from_utf8(bytes).expect("JSON");
    let first = text.rfind("\"tests\":[[").expect("a finding that reaches a test") + "\"tests\":[[".len();
    let beyond = format!("{}9{}", &text[..first], &text[first..]);
    assert!(read(beyond.as_bytes()).expect_err("no such test").to_string().starts_with("it has no test 9"));
    let renamed = text.replace("\"kind\":\"patch\"", "\"kind\":\"quilt\"");
    assert_eq!(read(renamed.as_bytes()).expect_err("no such kind").to_string(), "nothing is called `quilt`");
}
