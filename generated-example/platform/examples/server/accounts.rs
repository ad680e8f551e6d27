//! Client accounts: sign up, read, edit and delete.

use std::collections::BTreeMap;

use platform::operations::{
    DeleteClient, DeleteClientResponse, GetClient, GetClientError, GetClientResponse, SignUpClient, SignUpClientError,
    SignUpClientResponse, UpdateClient, UpdateClientError, UpdateClientResponse,
};
use platform::runtime::server::Context;
use platform::runtime::{Presence, StatusCode};
use platform::server::ClientAccount;
use platform::types::{
    ClientPatchCustomDataItem as Change, ClientPatchName, ClientToken, CustomDataItem, Errors, Name,
};

use super::Platform;
use super::errors::error;
use super::service::Caller;

/// The most entries that the custom data of a client has.
const MOST_ENTRIES: usize = 50;

impl ClientAccount<Caller> for Platform {
    async fn sign_up_client(&self, request: SignUpClient, _: Context<Caller>) -> SignUpClientResponse {
        let now = self.now();
        let mut store = self.store();
        let account = store.add(request.body, now).map_err(SignUpClientError::Conflict)?;
        let (client_token, _) = account.start(now, None);
        Ok(ClientToken { client_token })
    }

    async fn get_client(&self, request: GetClient, _: Context<Caller>) -> GetClientResponse {
        let store = self.store();
        let account = store.get(request.user_id).map_err(GetClientError::NotFound)?;
        Ok(account.shown())
    }

    async fn update_client(&self, request: UpdateClient, _: Context<Caller>) -> UpdateClientResponse {
        let UpdateClient { user_id, client_token, body: patch } = request;
        let mut store = self.store();
        store.opened(user_id, &client_token, self.now())?;
        if let Some(email) = &patch.email {
            store.free(email, user_id).map_err(UpdateClientError::Conflict)?;
        }
        let account = store.opened(user_id, &client_token, self.now())?;
        let data = edited(&account.custom_data, patch.custom_data).map_err(UpdateClientError::BadRequest)?;
        account.custom_data = data;
        account.email = patch.email.unwrap_or_else(|| account.email.clone());
        account.password = patch.password.unwrap_or_else(|| account.password.clone());
        patch.phone_number.apply(&mut account.phone_number);
        patch.date_of_birth.apply(&mut account.date_of_birth);
        if let Some(changes) = patch.name {
            rename(&mut account.name, changes);
        }
        Ok(account.shown())
    }

    async fn delete_client(&self, request: DeleteClient, _: Context<Caller>) -> DeleteClientResponse {
        let mut store = self.store();
        store.opened(request.user_id, &request.client_token, self.now())?;
        store.delete(request.user_id);
        Ok(())
    }
}

fn rename(name: &mut Name, changes: ClientPatchName) {
    if let Some(first_name) = changes.first_name {
        name.first_name = first_name;
    }
    if let Some(last_name) = changes.last_name {
        name.last_name = last_name;
    }
    if !changes.middle_name.is_absent() {
        name.middle_name = changes.middle_name;
    }
}

/// The custom data with the changes: null clears one entry, or all of them.
fn edited(
    data: &BTreeMap<String, CustomDataItem>,
    changes: Presence<BTreeMap<String, Option<Change>>>,
) -> Result<BTreeMap<String, CustomDataItem>, Errors> {
    let mut data = if changes.is_null() { BTreeMap::new() } else { data.clone() };
    for (name, change) in changes.value().unwrap_or_default() {
        let Some(change) = change else {
            data.remove(&name);
            continue;
        };
        let item = match change {
            Change::Boolean(value) => CustomDataItem::Boolean(value),
            Change::Number(value) => CustomDataItem::Number(value),
            Change::String(value) => CustomDataItem::String(value),
            Change::Unknown(value) => CustomDataItem::Unknown(value),
        };
        data.insert(name, item);
    }
    if data.len() > MOST_ENTRIES {
        let detail = format!("'custom_data' would have more than {MOST_ENTRIES} entries");
        return Err(error(StatusCode::BAD_REQUEST, "errors.validation.value", "The value is not valid", Some(&detail)));
    }
    Ok(data)
}
