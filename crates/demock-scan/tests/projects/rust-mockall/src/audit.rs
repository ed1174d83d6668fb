/// Where bookings are written down.
#[cfg_attr(test, mockall::automock)]
pub trait Audit {
    fn note(&self, line: &str);
}

pub struct File(pub std::path::PathBuf);

impl Audit for File {
    fn note(&self, line: &str) {
        std::fs::write(&self.0, line).expect("a writable file");
    }
}
