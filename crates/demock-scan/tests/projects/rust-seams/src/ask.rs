/// A question that is put together step by step.
pub struct Ask<'a> {
    base: &'a str,
    path: Option<&'a str>,
}

impl<'a> Ask<'a> {
    pub fn of(base: &'a str) -> Self {
        Self { base, path: None }
    }

    pub fn path(mut self, path: &'a str) -> Self {
        self.path = Some(path);
        self
    }

    pub fn whole(&self) -> String {
        format!("{}/{}", self.base, self.path.unwrap_or_default())
    }
}
