//! Every construct of the document there and back: the generated client against an echo, over a connection.

mod bodies;
mod echo;
mod files;
mod forms;
mod happenings;
mod limits;
mod lists;
mod loans;
mod loopback;
mod places;
mod security;
mod session;
mod statuses;
mod tools;
mod webhooks;
