//! An implementation that answers with what it was sent, or with what a test tells it to.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::StreamExt as _;
use showcase::operations::{
    AddManual, AddManualResponse, CreateLoan, CreateLoanResponse, CreateSession, CreateSessionResponse, CreateTool,
    CreateToolCreated, CreateToolResponse, CreateToolSuccess, DeleteTool, DeleteToolResponse, FindTool,
    FindToolResponse, FindToolSeeOther, FindToolSuccess, GetCategories, GetCategoriesResponse, GetPhoto,
    GetPhotoResponse, GetTool, GetToolOk, GetToolResponse, ListTools, ListToolsOk, ListToolsResponse, RecordEvents,
    RecordEventsResponse, SetNote, SetNoteResponse, SetPhoto, SetPhotoResponse, UpdateTool, UpdateToolResponse,
};
use showcase::runtime::clock::{Clock as _, ManualClock};
use showcase::runtime::json;
use showcase::runtime::server::{Basic, same_secret};
use showcase::runtime::{Bytes, Operation, Problem};
use showcase::server::{AuthError, Authenticate, Context, Files, Loans, Presented, Session, Tools};
use showcase::types::{Category, ListToolsOkBody, Manual, Token, Tool, ToolRequest};

use crate::loopback::TOOL;

/// How many tools there are to list.
pub(crate) const TOOLS: usize = 45;

/// The longest photo.
const LONGEST_PHOTO: usize = 64 * 1024 * 1024;

/// The implementation. Clones share what they have seen.
#[derive(Clone, Default)]
pub(crate) struct Echo {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    clock: ManualClock,
    /// The last request of each operation.
    seen: Mutex<HashMap<TypeId, Box<dyn Any + Send>>>,
    /// What to answer next to an operation.
    told: Mutex<HashMap<TypeId, Box<dyn Any + Send>>>,
    caller: Mutex<Option<String>>,
    photo: Mutex<Option<Bytes>>,
    received: AtomicUsize,
}

/// What an operation answers.
type Answer<O> = Result<<O as Operation>::Success, <O as Operation>::Error>;

impl Echo {
    /// The last request of an operation.
    pub(crate) fn seen<O: Operation>(&self) -> O {
        let request = self.inner.seen.lock().unwrap().remove(&TypeId::of::<O>());
        *request.expect("it was called").downcast().unwrap()
    }

    /// Who made the last call; `None` if it came without credentials.
    pub(crate) fn caller(&self) -> Option<String> {
        self.inner.caller.lock().unwrap().clone()
    }

    /// How many bytes of manuals have come.
    pub(crate) fn received(&self) -> usize {
        self.inner.received.load(Ordering::SeqCst)
    }

    /// Makes the next call of an operation answer this.
    pub(crate) fn answer_next<O: Operation>(&self, answer: Answer<O>) {
        self.inner.told.lock().unwrap().insert(TypeId::of::<O>(), Box::new(answer));
    }

    /// Takes down a call, and answers as told, or else as `usual`.
    pub(crate) fn answer<O: Operation>(&self, request: O, context: &Context<String>, usual: Answer<O>) -> Answer<O> {
        *self.inner.caller.lock().unwrap() = context.principal().cloned();
        self.inner.seen.lock().unwrap().insert(TypeId::of::<O>(), Box::new(request));
        let told = self.inner.told.lock().unwrap().remove(&TypeId::of::<O>());
        told.map_or(usual, |answer| *answer.downcast().unwrap())
    }
}

/// What is answered for a tool that was sent: the same, and its id.
pub(crate) fn stored(sent: &ToolRequest) -> Tool {
    let sent = ToolRequest { id: sent.id.or(Some(TOOL)), ..sent.clone() };
    json::from_slice(&json::to_vec(&sent)).unwrap()
}

impl Tools<String> for Echo {
    async fn list_tools(&self, request: ListTools, context: Context<String>) -> ListToolsResponse {
        let from: usize = request.cursor.as_deref().unwrap_or("0").parse().map_err(|_| Problem::bad_request())?;
        let size = usize::try_from(request.limit_or_default()).map_err(|_| Problem::bad_request())?;
        let to = (from + size).min(TOOLS);
        let mut page =
            ListToolsOkBody::new((from..to).map(|at| Tool::new(TOOL, format!("Tool {at}"), at as i64 + 1)).collect());
        page.next_cursor = (to < TOOLS).then(|| to.to_string()).into();
        let now = Some(self.inner.clock.utc().fixed_offset());
        let usual = ListToolsOk { x_total_count: 45, x_generated_at: now, last_modified: now, body: page };
        self.answer(request, &context, Ok(usual))
    }

    async fn create_tool(&self, request: CreateTool, context: Context<String>) -> CreateToolResponse {
        let body = stored(&request.body);
        let created = CreateToolCreated { location: format!("/tools/{}", body.serial).into(), body };
        self.answer(request, &context, Ok(CreateToolSuccess::Created(created)))
    }

    async fn get_tool(&self, request: GetTool, context: Context<String>) -> GetToolResponse {
        let mut tool = Tool::new(request.tool_id, "Drill", 4711);
        tool.price = context.principal().map(|_| "129.90".parse().unwrap());
        self.answer(request, &context, Ok(GetToolOk::Json(tool)))
    }

    async fn find_tool(&self, request: FindTool, context: Context<String>) -> FindToolResponse {
        let usual = FindToolSeeOther { location: format!("/tools/{TOOL}").into() };
        self.answer(request, &context, Ok(FindToolSuccess::SeeOther(usual)))
    }

    async fn update_tool(&self, request: UpdateTool, context: Context<String>) -> UpdateToolResponse {
        self.answer(request, &context, Ok(Tool::new(TOOL, "Drill", 4711)))
    }

    async fn delete_tool(&self, request: DeleteTool, context: Context<String>) -> DeleteToolResponse {
        self.answer(request, &context, Ok(()))
    }

    async fn set_note(&self, request: SetNote, context: Context<String>) -> SetNoteResponse {
        let note = request.body.clone();
        self.answer(request, &context, Ok(note))
    }

    async fn get_categories(&self, request: GetCategories, context: Context<String>) -> GetCategoriesResponse {
        self.answer(request, &context, Ok(Category::new("All")))
    }
}

impl Loans<String> for Echo {
    async fn create_loan(&self, request: CreateLoan, context: Context<String>) -> CreateLoanResponse {
        let loan = request.body.clone();
        self.answer(request, &context, Ok(loan))
    }

    async fn record_events(&self, request: RecordEvents, context: Context<String>) -> RecordEventsResponse {
        let events = request.body.clone().unwrap_or_default();
        self.answer(request, &context, Ok(events))
    }
}

impl Files<String> for Echo {
    async fn get_photo(&self, request: GetPhoto, context: Context<String>) -> GetPhotoResponse {
        let photo = self.inner.photo.lock().unwrap().clone();
        let usual = photo.map(Into::into).ok_or_else(|| Problem::not_found().into());
        self.answer(request, &context, usual)
    }

    async fn set_photo(&self, request: SetPhoto, _: Context<String>) -> SetPhotoResponse {
        let photo = request.body.collect(LONGEST_PHOTO).await.map_err(|_| Problem::bad_request())?;
        *self.inner.photo.lock().unwrap() = Some(photo);
        Ok(())
    }

    async fn add_manual(&self, request: AddManual, context: Context<String>) -> AddManualResponse {
        let mut file = request.body.file.clone().into_stream();
        let mut bytes = 0;
        while let Some(chunk) = file.next().await {
            let chunk = chunk.map_err(|error| Problem::bad_request().detail(error.to_string()))?;
            bytes += u32::try_from(chunk.len()).map_err(|_| Problem::content_too_large())?;
            self.inner.received.fetch_add(chunk.len(), Ordering::SeqCst);
        }
        let manual = Manual::new(bytes, self.inner.clock.utc().fixed_offset(), &request.body.title);
        self.answer(request, &context, Ok(manual))
    }
}

impl Session<String> for Echo {
    async fn create_session(&self, request: CreateSession, context: Context<String>) -> CreateSessionResponse {
        let token = format!("token of {}", request.body.user);
        self.answer(request, &context, Ok(Token { token, expires_in: 3600 }))
    }
}

/// One credential of each kind. The principal tells which were shown.
pub(crate) struct Credentials;

impl Authenticate for Credentials {
    type Principal = String;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<String, AuthError> {
        let basic = |basic: &Basic| basic.user() == "ada" && same_secret(basic.password(), "p:ss wörd");
        let checked = [
            ("bearer", presented.bearer().map(|token| same_secret(token, "t0ken"))),
            ("apiKey", presented.api_key("apiKey").map(|key| same_secret(key, "k3y"))),
            ("basic", presented.basic().map(basic)),
        ];
        if checked.iter().any(|(_, right)| *right == Some(false)) {
            return Err(AuthError::Unauthorized);
        }
        let shown: Vec<_> = checked.iter().filter(|(_, right)| right.is_some()).map(|(name, _)| *name).collect();
        Ok(shown.join(" and "))
    }
}
