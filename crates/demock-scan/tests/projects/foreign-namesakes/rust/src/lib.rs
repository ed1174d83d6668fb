pub mod redis_lines;
pub mod orders;
