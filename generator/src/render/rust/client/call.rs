//! `src/client/call.rs`: a request together with the client it goes through.

use quote::quote;

use super::super::file;
use super::super::scope::Scope;
use super::super::tokens::own_docs;
use crate::analyse::Analysis;
use crate::ir::Api;

/// The file.
pub(super) fn file(api: &Api, analysis: &Analysis) -> String {
    let scope = Scope::new(api, analysis, ["Call".to_owned()]);
    let client = scope.path("specwright_runtime::client::Client");
    let options = scope.runtime("client::CallOptions");
    let error = scope.runtime("client::Error");
    let reply = scope.runtime("client::Reply");
    let operation = scope.runtime("operation::Operation");
    let paginated = scope.runtime("operation::Paginated");
    let violations = scope.runtime("violation::Violations");
    let (pages, list_items) = (scope.runtime("client::pages"), scope.runtime("client::items"));
    let stream = scope.runtime("client::Stream");
    let validator = scope.runtime("validate::Validator");
    let duration = scope.std("time::Duration");
    let docs = own_docs(
        "A call that is ready to be sent: its request, and what holds for this one call.\n\nIt does nothing until it is sent.",
    );
    let timeout = own_docs("How long the whole call may take, with its waits and retries.");
    let attempt_timeout = own_docs("How long one attempt may take.");
    let retryable = own_docs(
        "Says that the call does no harm when the server acts on it twice, so that it is retried like an idempotent one.",
    );
    let accept = own_docs(
        "Asks for an answer in this media type, which must be among those that the document declares. Without it, all of them are asked for.",
    );
    let content_type =
        own_docs("Sends the body in this media type, which must be among those that the document declares for it.");
    let request = own_docs("The request as it stands.");
    let request_mut = own_docs("The request, to change.");
    let validate_docs = own_docs(
        "Checks the request against the constraints of the document.\n\n# Errors\n\nWith all that does not hold.",
    );
    let send_docs = own_docs(
        "Sends the call and gives what it answers.\n\n# Errors\n\nWhen the call can't be made, when what comes back can't be read, or when the answer is one of the operation's own errors.",
    );
    let reply_docs =
        own_docs("As [`send`](Self::send), with status and headers.\n\n# Errors\n\nAs [`send`](Self::send).");
    let pages_docs = own_docs("The pages, each fetched when it is asked for.");
    let items_docs = own_docs("The items of all pages.");
    let items = quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct Call<'c, O> {
            client: &'c #client,
            pub(super) request: O,
            options: #options,
        }

        impl<'c, O: #operation> Call<'c, O> {
            pub(super) fn new(client: &'c #client, request: O) -> Self {
                Self { client, request, options: #options::new() }
            }

            #timeout
            pub fn timeout(mut self, timeout: #duration) -> Self {
                self.options = self.options.timeout(timeout);
                self
            }

            #attempt_timeout
            pub fn attempt_timeout(mut self, timeout: #duration) -> Self {
                self.options = self.options.attempt_timeout(timeout);
                self
            }

            #retryable
            pub fn retryable(mut self) -> Self {
                self.options = self.options.retryable();
                self
            }

            #accept
            pub fn accept(mut self, media: &'static str) -> Self {
                self.options = self.options.accept(media);
                self
            }

            #content_type
            pub fn content_type(mut self, media: &'static str) -> Self {
                self.options = self.options.content_type(media);
                self
            }

            #request
            pub fn request(&self) -> &O {
                &self.request
            }

            #request_mut
            pub fn request_mut(&mut self) -> &mut O {
                &mut self.request
            }

            #validate_docs
            pub fn validate(&self) -> Result<(), #violations> {
                let mut check = #validator::new();
                self.request.validate(&mut check);
                check.finish()
            }

            #send_docs
            pub async fn send(self) -> Result<O::Success, #error<O::Error>> {
                Ok(self.reply().await?.body)
            }

            #reply_docs
            pub async fn reply(self) -> Result<#reply<O::Success>, #error<O::Error>> {
                self.client.call(self.request, &self.options).await
            }
        }

        impl<O: #paginated> Call<'_, O> {
            #pages_docs
            pub fn pages(self) -> impl #stream<Item = Result<O::Success, #error<O::Error>>> + Send + use<O> {
                #pages(self.client, self.request, self.options)
            }

            #items_docs
            pub fn items(self) -> impl #stream<Item = Result<O::Item, #error<O::Error>>> + Send + use<O> {
                #list_items(self.client, self.request, self.options)
            }
        }
    };
    file::scoped("A request together with the client that it goes through.", &scope, items)
}
