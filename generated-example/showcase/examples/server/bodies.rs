//! Every kind of body: most come back as they are.

use futures_util::{StreamExt as _, stream};
use showcase::operations::{
    EchoBundle, EchoBundleResponse, EchoLines, EchoLinesResponse, EchoMaker, EchoMakerResponse, EchoOrder,
    EchoOrderResponse, GetSign, GetSignOk, GetSignResponse, HeadSign, HeadSignError, HeadSignResponse, SetSign,
    SetSignBody, SetSignResponse, SwapPicture, SwapPictureResponse, WatchHappenings, WatchHappeningsResponse,
    WatchMakers, WatchMakersOk, WatchMakersResponse,
};
use showcase::runtime::{ByteStream, Bytes, Event, Problem, Sequence};
use showcase::server::{Bodies, Context};
use showcase::types::{
    EchoBundleOkBody, Happening, HappeningCame, HappeningCounted, HappeningCountedData, HappeningSaid, Maker,
};

use super::library::{Library, Sign, missing};
use super::sequences::whole;

/// The largest picture, in bytes.
const LARGEST_PICTURE: usize = 1024 * 1024;

impl Bodies<String> for Library {
    async fn swap_picture(&self, request: SwapPicture, _: Context<String>) -> SwapPictureResponse {
        request.body.collect(LARGEST_PICTURE).await.map_err(|_| Problem::content_too_large())?;
        let picture = self.store().sign.as_ref().map(|sign| sign.picture.clone()).unwrap_or_default();
        Ok(ByteStream::from(picture).typed("image/png"))
    }

    async fn get_sign(&self, _: GetSign, context: Context<String>) -> GetSignResponse {
        let store = self.store();
        let sign = store.sign.as_ref().ok_or_else(|| missing("sign"))?;
        Ok(match context.preferred(&["image/png", "application/json"]) {
            Some("image/png") => GetSignOk::Png(sign.picture.clone().into()),
            _ => GetSignOk::Json(sign.maker.clone()),
        })
    }

    async fn head_sign(&self, _: HeadSign, _: Context<String>) -> HeadSignResponse {
        if self.store().sign.is_some() { Ok(()) } else { Err(HeadSignError::NotFound) }
    }

    async fn set_sign(&self, request: SetSign, _: Context<String>) -> SetSignResponse {
        let (maker, picture) = match request.body {
            None => (None, None),
            Some(SetSignBody::Json(maker)) => (Some(maker), None),
            Some(SetSignBody::Png(picture)) => {
                let picture = picture.collect(LARGEST_PICTURE).await.map_err(|_| Problem::content_too_large())?;
                (None, Some(picture))
            }
        };
        let mut store = self.store();
        if maker.is_none() && picture.is_none() {
            store.sign = None;
            return Ok(());
        }
        let old = store.sign.take().unwrap_or(Sign { maker: Maker::new(""), picture: Bytes::new() });
        store.sign = Some(Sign { maker: maker.unwrap_or(old.maker), picture: picture.unwrap_or(old.picture) });
        Ok(())
    }

    async fn echo_bundle(&self, request: EchoBundle, _: Context<String>) -> EchoBundleResponse {
        Ok(EchoBundleOkBody { maker: request.body.maker, pictures: request.body.pictures })
    }

    async fn echo_lines(&self, request: EchoLines, _: Context<String>) -> EchoLinesResponse {
        Ok(whole(request.body).await?)
    }

    async fn watch_makers(&self, _: WatchMakers, context: Context<String>) -> WatchMakersResponse {
        let makers = stream::iter(["Ravensburg", "Solingen"].map(Maker::new));
        Ok(match context.preferred(&["text/event-stream", "application/json-seq"]) {
            Some("application/json-seq") => WatchMakersOk::JsonSeq(Sequence::new(makers.map(Ok))),
            _ => WatchMakersOk::EventStream(Sequence::new(makers.map(|maker| Ok(Event::new(maker))))),
        })
    }

    async fn watch_happenings(&self, _: WatchHappenings, _: Context<String>) -> WatchHappeningsResponse {
        let tools = self.store().tools.len() as u64;
        let counted = HappeningCountedData { tools, at: None };
        let happenings: [Happening; 3] = [
            HappeningCame::new(Maker::new("Ravensburg")).into(),
            HappeningCounted::new(counted).into(),
            HappeningSaid::new("That is all.").into(),
        ];
        Ok(Sequence::new(stream::iter(happenings.map(Ok))))
    }

    async fn echo_order(&self, request: EchoOrder, _: Context<String>) -> EchoOrderResponse {
        Ok(request.body)
    }

    async fn echo_maker(&self, request: EchoMaker, _: Context<String>) -> EchoMakerResponse {
        Ok(request.body)
    }
}
