pub trait Lines {
    fn first(&self) -> u32;
}

pub struct Kept {
    pub items: Vec<u32>,
}

impl Lines for Kept {
    fn first(&self) -> u32 {
        self.items[0] + 1
    }
}
