//! The story of E-Coach: the generated client against the server of the example, over a loopback connection.

#[path = "../../examples/server/coach.rs"]
mod coach;
mod curl;
mod docs;
mod host;
mod imports;
mod learning;
mod login;
mod rejections;
mod renewal;
mod reports;
mod teams;
mod users;
