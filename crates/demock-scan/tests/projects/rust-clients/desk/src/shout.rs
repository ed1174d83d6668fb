use crate::Shouter;

pub struct Loud;

impl Shouter for Loud {
    fn shout(&self, text: &str) -> String {
        text.to_uppercase()
    }
}
