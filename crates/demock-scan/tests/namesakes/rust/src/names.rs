pub trait Namer {
    fn join(&self, a: &str, b: &str) -> String;
}

pub struct Names {
    pub parts: Vec<String>,
}

impl Namer for Names {
    fn join(&self, a: &str, b: &str) -> String {
        let all = [a, b];
        all.join("/")
    }
}
