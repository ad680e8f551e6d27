//! Tools and what is known of them.

use showcase::operations::{
    CreateTool, CreateToolCreated, CreateToolError, CreateToolResponse, CreateToolSuccess, DeleteTool,
    DeleteToolResponse, FindTool, FindToolResponse, FindToolSeeOther, FindToolSuccess, GetCategories,
    GetCategoriesResponse, GetTool, GetToolOk, GetToolResponse, ListTools, ListToolsOk, ListToolsResponse, SetNote,
    SetNoteResponse, UpdateTool, UpdateToolResponse,
};
use showcase::runtime::{Presence, Problem, Uuid, json};
use showcase::server::{Context, Tools};
use showcase::types::{Category, Conflict, ListToolsOkBody, Tool, ToolRequest};

use super::library::{Library, missing, now};

impl Tools<String> for Library {
    async fn list_tools(&self, request: ListTools, _: Context<String>) -> ListToolsResponse {
        let store = self.store();
        let found: Vec<&Tool> = store.tools.iter().filter(|tool| matches(&request, tool)).collect();
        // The mark of a page is the serial number of its first tool.
        let start = match &request.cursor {
            None => 0,
            Some(cursor) => {
                let first = found.iter().position(|tool| tool.serial.to_string() == *cursor);
                first.ok_or_else(|| missing("page"))?
            }
        };
        let size = usize::try_from(request.limit_or_default()).unwrap_or(1);
        let page = found.iter().skip(start).take(size).map(|tool| (*tool).clone()).collect();
        let next = found.get(start + size).map(|tool| tool.serial.to_string());
        let body = ListToolsOkBody { next_cursor: next.into(), ..ListToolsOkBody::new(page) };
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        Ok(ListToolsOk { x_total_count: total, x_generated_at: Some(now()), last_modified: Some(now()), body })
    }

    async fn create_tool(&self, request: CreateTool, _: Context<String>) -> CreateToolResponse {
        let mut store = self.store();
        let new = stored(&request.body)?;
        if let Some(known) = store.tools.iter().find(|tool| tool.serial == new.serial) {
            let same = Tool { id: known.id, created_at: known.created_at, ..new };
            return if *known == same {
                Ok(CreateToolSuccess::Ok(same))
            } else {
                Err(CreateToolError::Conflict(Conflict { existing: known.id }))
            };
        }
        store.tools.push(new.clone());
        let location = format!("/tools/{}", new.id).into();
        Ok(CreateToolSuccess::Created(CreateToolCreated { location, body: new }))
    }

    async fn get_tool(&self, request: GetTool, context: Context<String>) -> GetToolResponse {
        let mut tool = self.store().tool(request.tool_id)?.clone();
        if context.principal().is_none() {
            tool.price = None;
        }
        Ok(match context.preferred(&["application/json", "text/plain"]) {
            Some("text/plain") => GetToolOk::Text(tool.name),
            _ => GetToolOk::Json(tool),
        })
    }

    async fn find_tool(&self, request: FindTool, _: Context<String>) -> FindToolResponse {
        let store = self.store();
        let tool = store.tools.iter().find(|tool| tool.serial == request.serial).ok_or_else(|| missing("tool"))?;
        Ok(FindToolSuccess::SeeOther(FindToolSeeOther { location: format!("../tools/{}", tool.id).into() }))
    }

    async fn update_tool(&self, request: UpdateTool, _: Context<String>) -> UpdateToolResponse {
        let mut store = self.store();
        let (patch, tool) = (request.body, store.tool(request.tool_id)?);
        match patch.name {
            Presence::Absent => {}
            Presence::Null => return Err(Problem::bad_request().detail("A tool has a name.").into()),
            Presence::Value(name) => tool.name = name,
        }
        match patch.weight {
            Presence::Absent => {}
            Presence::Value(weight) if weight <= 0.0 => {
                return Err(Problem::conflict().detail("A tool has a weight above zero.").into());
            }
            weight => tool.weight = weight.value(),
        }
        patch.bought_on.merge_into(&mut tool.bought_on);
        if !matches!(patch.maker, Presence::Absent) {
            tool.maker = patch.maker.value();
        }
        Ok(tool.clone())
    }

    async fn delete_tool(&self, request: DeleteTool, _: Context<String>) -> DeleteToolResponse {
        let mut store = self.store();
        store.tool(request.tool_id)?;
        store.tools.retain(|tool| tool.id != request.tool_id);
        store.photos.remove(&request.tool_id);
        store.loans.remove(&request.tool_id);
        Ok(())
    }

    async fn set_note(&self, request: SetNote, _: Context<String>) -> SetNoteResponse {
        self.store().tool(request.tool_id)?;
        Ok(request.body)
    }

    async fn get_categories(&self, _: GetCategories, _: Context<String>) -> GetCategoriesResponse {
        let children = ["Hand tools", "Power tools"].map(Category::new).into();
        Ok(Category { children: Some(children), ..Category::new("All") })
    }
}

/// A tool as it is kept: with what only the server knows, without what only it may know.
fn stored(sent: &ToolRequest) -> Result<Tool, Problem> {
    let sent = ToolRequest { id: Some(Uuid::new_v4()), created_at: Some(now()), lock_code: None, ..sent.clone() };
    json::from_slice(&json::to_vec(&sent)).map_err(|_| Problem::internal())
}

fn matches(request: &ListTools, tool: &Tool) -> bool {
    let filter = request.filter.as_ref();
    let condition = filter.and_then(|filter| filter.condition.as_ref());
    let min_weight = filter.and_then(|filter| filter.min_weight);
    request.tag.iter().all(|tag| tool.tags.as_ref().is_some_and(|tags| tags.contains(tag)))
        && request.ids.as_ref().is_none_or(|serials| serials.contains(&tool.serial))
        && condition.is_none_or(|condition| tool.condition.as_ref() == Some(condition))
        && min_weight.is_none_or(|least| tool.weight.is_some_and(|weight| weight >= least))
        && request.since.is_none_or(|since| tool.created_at.is_none_or(|created| created >= since))
}
