//! Who has which tool, and who waits for it.
//!
//! Nobody is called back from here: the tests do that with the generated sender.

use std::time::Duration;

use showcase::operations::{
    CreateLoan, CreateLoanResponse, RecordEvents, RecordEventsResponse, StopWatch, StopWatchResponse, WatchTool,
    WatchToolResponse,
};
use showcase::runtime::Problem;
use showcase::server::{Context, Loans};
use showcase::types::{Event, Watch};

use super::library::{Library, missing, now};

/// How many events are kept.
const MOST_EVENTS: usize = 100;

/// How long a tool is watched at most.
const MOST_DAYS: u32 = 365;

const DAY: Duration = Duration::from_hours(24);

impl Loans<String> for Library {
    async fn create_loan(&self, request: CreateLoan, _: Context<String>) -> CreateLoanResponse {
        let mut store = self.store();
        let loan = request.body;
        store.tool(loan.tool_id)?;
        if store.loans.contains_key(&loan.tool_id) {
            return Err(Problem::conflict().detail("The tool is lent.").into());
        }
        store.loans.insert(loan.tool_id, loan.clone());
        Ok(loan)
    }

    async fn watch_tool(&self, request: WatchTool, _: Context<String>) -> WatchToolResponse {
        let mut store = self.store();
        store.tool(request.tool_id)?;
        let days = u32::try_from(request.body.days_or_default()).unwrap_or(1);
        let until = now() + DAY * days.min(MOST_DAYS);
        let id = store.watches.last_key_value().map_or(1, |(last, _)| last + 1);
        let watch = Watch { id, until: Some(until.date_naive()) };
        store.watches.insert(id, watch.clone());
        Ok(watch)
    }

    async fn stop_watch(&self, request: StopWatch, _: Context<String>) -> StopWatchResponse {
        self.store().watches.remove(&request.watch_id).ok_or_else(|| missing("watch"))?;
        Ok(())
    }

    async fn record_events(&self, request: RecordEvents, _: Context<String>) -> RecordEventsResponse {
        let mut store = self.store();
        for event in request.body.unwrap_or_default() {
            if let Event::Returned(returned) = &event {
                store.loans.remove(&returned.tool_id);
            }
            store.events.push_back(event);
            if store.events.len() > MOST_EVENTS {
                store.events.pop_front();
            }
        }
        Ok(store.events.iter().cloned().collect())
    }
}
