pub mod audit;
pub mod db;
pub mod post;
