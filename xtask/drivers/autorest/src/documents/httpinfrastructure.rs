//! Statuses: successes, failures, redirects, and responses that are told by them.

use httpinfrastructure::client::{Client, Server};
use httpinfrastructure::operations as op;
use httpinfrastructure::types::{A, B, C, D, Error};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let failure = client.http_client_failure_operations();
    let errors = client.http_failure_operations();
    let operation = client.http_operation_operations();
    let redirect = client.http_redirect_operations();
    let server = client.http_server_failure_operations();
    let success = client.http_success_operations();
    let several = client.multiple_response_operations();
    suite.refused("HttpClientFailure400Get", failure.http_client_failure_get400().send(), 400);
    suite.refused("HttpClientFailure400Put", failure.http_client_failure_put400().body(true).send(), 400);
    suite.refused("HttpClientFailure400Post", failure.http_client_failure_post400().body(true).send(), 400);
    suite.refused("HttpClientFailure400Delete", failure.http_client_failure_delete400().body(true).send(), 400);
    suite.refused("HttpClientFailure400Options", failure.http_client_failure_options400().send(), 400);
    suite.is(
        "HttpClientFailure400Head",
        failure.http_client_failure_head400().send(),
        |answer| matches!(answer, op::HttpClientFailureHead400Success::Default { status } if status.as_u16() == 400),
    );
    suite.refused("HttpClientFailure400Patch", failure.http_client_failure_patch400().body(true).send(), 400);
    suite.is(
        "HttpClientFailure401Head",
        failure.http_client_failure_head401().send(),
        |answer| matches!(answer, op::HttpClientFailureHead401Success::Default { status } if status.as_u16() == 401),
    );
    suite.refused("HttpClientFailure402Get", failure.http_client_failure_get402().send(), 402);
    suite.refused("HttpClientFailure403Get", failure.http_client_failure_get403().send(), 403);
    suite.refused("HttpClientFailure403Options", failure.http_client_failure_options403().send(), 403);
    suite.refused("HttpClientFailure404Put", failure.http_client_failure_put404().body(true).send(), 404);
    suite.refused("HttpClientFailure405Patch", failure.http_client_failure_patch405().body(true).send(), 405);
    suite.refused("HttpClientFailure406Post", failure.http_client_failure_post406().body(true).send(), 406);
    suite.refused("HttpClientFailure407Delete", failure.http_client_failure_delete407().body(true).send(), 407);
    suite.refused("HttpClientFailure409Put", failure.http_client_failure_put409().body(true).send(), 409);
    suite.is(
        "HttpClientFailure410Head",
        failure.http_client_failure_head410().send(),
        |answer| matches!(answer, op::HttpClientFailureHead410Success::Default { status } if status.as_u16() == 410),
    );
    suite.refused("HttpClientFailure411Get", failure.http_client_failure_get411().send(), 411);
    suite.refused("HttpClientFailure412Get", failure.http_client_failure_get412().send(), 412);
    suite.refused("HttpClientFailure412Options", failure.http_client_failure_options412().send(), 412);
    suite.refused("HttpClientFailure413Put", failure.http_client_failure_put413().body(true).send(), 413);
    suite.refused("HttpClientFailure414Patch", failure.http_client_failure_patch414().body(true).send(), 414);
    suite.refused("HttpClientFailure415Post", failure.http_client_failure_post415().body(true).send(), 415);
    suite.refused("HttpClientFailure416Get", failure.http_client_failure_get416().send(), 416);
    suite.refused("HttpClientFailure417Delete", failure.http_client_failure_delete417().body(true).send(), 417);
    suite.is(
        "HttpClientFailure429Head",
        failure.http_client_failure_head429().send(),
        |answer| matches!(answer, op::HttpClientFailureHead429Success::Default { status } if status.as_u16() == 429),
    );
    suite.fails("ResponsesScenarioEmptyErrorBody", errors.http_failure_get_empty_error().send(), 400, |error| matches!(error, op::HttpFailureGetEmptyErrorError::Default { body: Error { message: Some(text), .. }, .. } if text.is_empty()));
    suite.fails("ResponsesScenarioNoModelErrorBody", errors.http_failure_get_no_model_error().send(), 400, |_| true);
    suite.fails("ResponsesScenarioNoModelEmptyBody", errors.http_failure_get_no_model_empty().send(), 400, |_| true);
    suite.fails("HttpRedirect301Get", operation.http_redirects_get301().send(), 301, |error| matches!(error, op::HttpRedirectsGet301Error::MovedPermanently(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/get/200")));
    suite.fails("HttpRedirect302Get", operation.http_redirects_get302().send(), 302, |error| matches!(error, op::HttpRedirectsGet302Error::Found(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/get/200")));
    suite.fails("HttpRedirect300Get", redirect.http_redirects_get300().send(), 300, |error| matches!(error, op::HttpRedirectsGet300Error::MultipleChoices(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/get/200")));
    suite.fails("HttpRedirect300Head", redirect.http_redirects_head300().send(), 300, |error| matches!(error, op::HttpRedirectsHead300Error::MultipleChoices(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/head/200")));
    suite.is("HttpRedirect301Put", redirect.http_redirects_put301().body(true).send(), |answer| {
        answer.location.as_ref().is_some_and(|to| to.as_str() == "/http/failure/500")
    });
    suite.fails("HttpRedirect301Head", redirect.http_redirects_head301().send(), 301, |error| matches!(error, op::HttpRedirectsHead301Error::MovedPermanently(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/head/200")));
    suite.fails("HttpRedirect302Head", redirect.http_redirects_head302().send(), 302, |error| matches!(error, op::HttpRedirectsHead302Error::Found(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/head/200")));
    suite.is("HttpRedirect302Patch", redirect.http_redirects_patch302().body(true).send(), |answer| {
        answer.location.as_ref().is_some_and(|to| to.as_str() == "/http/failure/500")
    });
    suite.fails("HttpRedirect303Post", redirect.http_redirects_post303().body(true).send(), 303, |error| matches!(error, op::HttpRedirectsPost303Error::SeeOther(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/get/200")));
    suite.fails("HttpRedirect307Get", redirect.http_redirects_get307().send(), 307, |error| matches!(error, op::HttpRedirectsGet307Error::TemporaryRedirect(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/get/200")));
    suite.fails("HttpRedirect307Put", redirect.http_redirects_put307().body(true).send(), 307, |error| matches!(error, op::HttpRedirectsPut307Error::TemporaryRedirect(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/put/200")));
    suite.fails("HttpRedirect307Post", redirect.http_redirects_post307().body(true).send(), 307, |error| matches!(error, op::HttpRedirectsPost307Error::TemporaryRedirect(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/post/200")));
    suite.fails("HttpRedirect307Delete", redirect.http_redirects_delete307().body(true).send(), 307, |error| matches!(error, op::HttpRedirectsDelete307Error::TemporaryRedirect(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/delete/200")));
    suite.fails("HttpRedirect307Options", redirect.http_redirects_options307().send(), 307, |error| matches!(error, op::HttpRedirectsOptions307Error::TemporaryRedirect(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/options/200")));
    suite.fails("HttpRedirect307Head", redirect.http_redirects_head307().send(), 307, |error| matches!(error, op::HttpRedirectsHead307Error::TemporaryRedirect(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/head/200")));
    suite.fails("HttpRedirect307Patch", redirect.http_redirects_patch307().body(true).send(), 307, |error| matches!(error, op::HttpRedirectsPatch307Error::TemporaryRedirect(found) if found.location.as_ref().is_some_and(|to| to.as_str() == "/http/success/patch/200")));
    suite.refused("HttpServerFailure501Get", server.http_server_failure_get501().send(), 501);
    suite.is(
        "HttpServerFailure501Head",
        server.http_server_failure_head501().send(),
        |answer| matches!(answer, op::HttpServerFailureHead501Success::Default { status } if status.as_u16() == 501),
    );
    suite.refused("HttpServerFailure505Post", server.http_server_failure_post505().body(true).send(), 505);
    suite.refused("HttpServerFailure505Delete", server.http_server_failure_delete505().body(true).send(), 505);
    suite.returns("HttpSuccess200Get", success.http_success_get200().send(), true);
    suite.done("HttpSuccess200Put", success.http_success_put200().body(true).send());
    suite.done("HttpSuccess200Post", success.http_success_post200().body(true).send());
    suite.done("HttpSuccess200Delete", success.http_success_delete200().body(true).send());
    suite.done("HttpSuccess200Patch", success.http_success_patch200().body(true).send());
    suite.done("HttpSuccess201Put", success.http_success_put201().body(true).send());
    suite.done("HttpSuccess201Post", success.http_success_post201().body(true).send());
    suite.done("HttpSuccess202Put", success.http_success_put202().body(true).send());
    suite.done("HttpSuccess202Post", success.http_success_post202().body(true).send());
    suite.done("HttpSuccess202Delete", success.http_success_delete202().body(true).send());
    suite.done("HttpSuccess202Patch", success.http_success_patch202().body(true).send());
    suite.done("HttpSuccess204Put", success.http_success_put204().body(true).send());
    suite.done("HttpSuccess204Post", success.http_success_post204().body(true).send());
    suite.done("HttpSuccess204Delete", success.http_success_delete204().body(true).send());
    suite.done("HttpSuccess204Patch", success.http_success_patch204().body(true).send());
    suite.is(
        "ResponsesScenarioA200MatchingModel",
        several.multiple_responses_get200_model204_no_model_default_error200_valid().send(),
        |answer| matches!(answer, op::MultipleResponsesGet200Model204NoModelDefaultError200ValidSuccess::Ok(found) if *found == a("200")),
    );
    suite.is(
        "ResponsesScenarioA204MatchingNoModel",
        several.multiple_responses_get200_model204_no_model_default_error204_valid().send(),
        |answer| matches!(answer, op::MultipleResponsesGet200Model204NoModelDefaultError204ValidSuccess::NoContent),
    );
    suite.fails(
        "ResponsesScenarioA201DefaultNoModel",
        several.multiple_responses_get200_model204_no_model_default_error201_invalid().send(),
        201,
        |error| {
            matches!(
                error,
                op::MultipleResponsesGet200Model204NoModelDefaultError201InvalidError::Default {
                    body: Error { message: None, .. },
                    ..
                }
            )
        },
    );
    suite.fails(
        "ResponsesScenarioA202DefaultNoModel",
        several.multiple_responses_get200_model204_no_model_default_error202_none().send(),
        202,
        |error| {
            matches!(
                error,
                op::MultipleResponsesGet200Model204NoModelDefaultError202NoneError::Default {
                    body: Error { message: None, .. },
                    ..
                }
            )
        },
    );
    suite.fails("ResponsesScenarioA400DefaultModel", several.multiple_responses_get200_model204_no_model_default_error400_valid().send(), 400, |error| matches!(error, op::MultipleResponsesGet200Model204NoModelDefaultError400ValidError::Default { body: Error { message: Some(text), .. }, .. } if text == "client error"));
    suite.is(
        "ResponsesScenarioB200MatchingModel",
        several.multiple_responses_get200_model201_model_default_error200_valid().send(),
        |answer| matches!(answer, op::MultipleResponsesGet200Model201ModelDefaultError200ValidSuccess::Ok(found) if *found == a("200")),
    );
    suite.is("ResponsesScenarioB201MatchingModel", several.multiple_responses_get200_model201_model_default_error201_valid().send(), |answer| matches!(answer, op::MultipleResponsesGet200Model201ModelDefaultError201ValidSuccess::Created(B { status_code: Some(code), text_status_code: Some(text) }) if code == "201" && text == "Created"));
    suite.fails("ResponsesScenarioB400DefaultModel", several.multiple_responses_get200_model201_model_default_error400_valid().send(), 400, |error| matches!(error, op::MultipleResponsesGet200Model201ModelDefaultError400ValidError::Default { body: Error { message: Some(text), .. }, .. } if text == "client error"));
    suite.is("ResponsesScenarioC200MatchingModel", several.multiple_responses_get200_model_a201_model_c404_model_d_default_error200_valid().send(), |answer| matches!(answer, op::MultipleResponsesGet200ModelA201ModelC404ModelDDefaultError200ValidSuccess::Ok(found) if *found == a("200")));
    suite.is("ResponsesScenarioC201MatchingModel", several.multiple_responses_get200_model_a201_model_c404_model_d_default_error201_valid().send(), |answer| matches!(answer, op::MultipleResponsesGet200ModelA201ModelC404ModelDDefaultError201ValidSuccess::Created(C { http_code: Some(code) }) if code == "201"));
    suite.fails("ResponsesScenarioC404MatchingModel", several.multiple_responses_get200_model_a201_model_c404_model_d_default_error404_valid().send(), 404, |error| matches!(error, op::MultipleResponsesGet200ModelA201ModelC404ModelDDefaultError404ValidError::NotFound(D { http_status_code: Some(code) }) if code == "404"));
    suite.fails("ResponsesScenarioC400DefaultModel", several.multiple_responses_get200_model_a201_model_c404_model_d_default_error400_valid().send(), 400, |error| matches!(error, op::MultipleResponsesGet200ModelA201ModelC404ModelDDefaultError400ValidError::Default { body: Error { message: Some(text), .. }, .. } if text == "client error"));
    suite.is(
        "ResponsesScenarioD202MatchingNoModel",
        several.multiple_responses_get202_none204_none_default_error202_none().send(),
        |answer| matches!(answer, op::MultipleResponsesGet202None204NoneDefaultError202NoneSuccess::Accepted),
    );
    suite.is(
        "ResponsesScenarioD204MatchingNoModel",
        several.multiple_responses_get202_none204_none_default_error204_none().send(),
        |answer| matches!(answer, op::MultipleResponsesGet202None204NoneDefaultError204NoneSuccess::NoContent),
    );
    suite.fails("ResponsesScenarioD400DefaultModel", several.multiple_responses_get202_none204_none_default_error400_valid().send(), 400, |error| matches!(error, op::MultipleResponsesGet202None204NoneDefaultError400ValidError::Default { body: Error { message: Some(text), .. }, .. } if text == "client error"));
    suite.is(
        "ResponsesScenarioE202MatchingInvalid",
        several.multiple_responses_get202_none204_none_default_none202_invalid().send(),
        |answer| matches!(answer, op::MultipleResponsesGet202None204NoneDefaultNone202InvalidSuccess::Accepted),
    );
    suite.is(
        "ResponsesScenarioE204MatchingNoModel",
        several.multiple_responses_get202_none204_none_default_none204_none().send(),
        |answer| matches!(answer, op::MultipleResponsesGet202None204NoneDefaultNone204NoneSuccess::NoContent),
    );
    suite.fails(
        "ResponsesScenarioE400DefaultNoModel",
        several.multiple_responses_get202_none204_none_default_none400_none().send(),
        400,
        |error| matches!(error, op::MultipleResponsesGet202None204NoneDefaultNone400NoneError::Default { .. }),
    );
    suite.fails(
        "ResponsesScenarioE400DefaultInvalid",
        several.multiple_responses_get202_none204_none_default_none400_invalid().send(),
        400,
        |error| matches!(error, op::MultipleResponsesGet202None204NoneDefaultNone400InvalidError::Default { .. }),
    );
    suite.returns(
        "ResponsesScenarioF200DefaultModel",
        several.multiple_responses_get_default_model_a200_valid().send(),
        a("200"),
    );
    suite.refused(
        "ResponsesScenarioF200DefaultNone",
        several.multiple_responses_get_default_model_a200_none().send(),
        200,
    );
    suite.refused(
        "ResponsesScenarioF400DefaultModel",
        several.multiple_responses_get_default_model_a400_valid().send(),
        400,
    );
    suite.fails(
        "ResponsesScenarioF400DefaultNone",
        several.multiple_responses_get_default_model_a400_none().send(),
        400,
        |error| {
            matches!(
                error,
                op::MultipleResponsesGetDefaultModelA400NoneError::Default { body: A { status_code: None }, .. }
            )
        },
    );
    suite.done("ResponsesScenarioG200DefaultInvalid", several.multiple_responses_get_default_none200_invalid().send());
    suite.done("ResponsesScenarioG200DefaultNoModel", several.multiple_responses_get_default_none200_none().send());
    suite.fails(
        "ResponsesScenarioG400DefaultInvalid",
        several.multiple_responses_get_default_none400_invalid().send(),
        400,
        |error| matches!(error, op::MultipleResponsesGetDefaultNone400InvalidError::Default { .. }),
    );
    suite.fails(
        "ResponsesScenarioG400DefaultNoModel",
        several.multiple_responses_get_default_none400_none().send(),
        400,
        |error| matches!(error, op::MultipleResponsesGetDefaultNone400NoneError::Default { .. }),
    );
    suite.refused("ResponsesScenarioH200MatchingNone", several.multiple_responses_get200_model_a200_none().send(), 200);
    suite.returns(
        "ResponsesScenarioH200MatchingModel",
        several.multiple_responses_get200_model_a200_valid().send(),
        a("200"),
    );
    suite.returns(
        "ResponsesScenarioH200MatchingInvalid",
        several.multiple_responses_get200_model_a200_invalid().send(),
        A { status_code: None },
    );
    suite.fails(
        "ResponsesScenarioH400NonMatchingNone",
        several.multiple_responses_get200_model_a400_none().send(),
        400,
        |_| true,
    );
    suite.fails(
        "ResponsesScenarioH400NonMatchingModel",
        several.multiple_responses_get200_model_a400_valid().send(),
        400,
        |_| true,
    );
    suite.fails(
        "ResponsesScenarioH400NonMatchingInvalid",
        several.multiple_responses_get200_model_a400_invalid().send(),
        400,
        |_| true,
    );
    suite.fails(
        "ResponsesScenarioH202NonMatchingModel",
        several.multiple_responses_get200_model_a202_valid().send(),
        202,
        |_| true,
    );
}

fn a(code: &str) -> A {
    A { status_code: Some(code.to_owned()) }
}
