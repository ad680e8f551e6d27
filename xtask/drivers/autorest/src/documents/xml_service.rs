//! Bodies in XML, and JSON beside them.

use xml_service::client::{Client, Server};
use xml_service::types::{
    AppleBarrel, Banana, ComplexTypeNoMeta, ComplexTypeWithMeta, JsonOutput, ModelWithByteProperty,
    ModelWithUrlProperty, ObjectWithXMsTextProperty, RootWithRefAndMeta, RootWithRefAndNoMeta, Slide, Slideshow,
};

use crate::suite::Suite;
use crate::values::{bytes, date_time, texts};

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let xml = client.xml_operations();
    let text = |text: &str| Some(text.to_owned());
    let right =
        RootWithRefAndNoMeta { ref_to_model: Some(ComplexTypeNoMeta { id: text("myid") }), something: text("else") };
    suite.returns("GetRootWithRefAndNoMetaXML", xml.xml_get_complex_type_ref_no_meta().send(), right);
    let right =
        RootWithRefAndMeta { ref_to_model: Some(ComplexTypeWithMeta { id: text("myid") }), something: text("else") };
    suite.returns("GetRootWithRefAndMetaXML", xml.xml_get_complex_type_ref_with_meta().send(), right);
    let slide = |title: &str, items: Option<&[&str]>| Slide {
        r#type: text("all"),
        title: text(title),
        items: items.map(texts),
    };
    let slides = vec![
        slide("Wake up to WonderWidgets!", None),
        slide("Overview", Some(&["Why WonderWidgets are great", "", "Who buys WonderWidgets"])),
    ];
    let right = Slideshow {
        title: text("Sample Slide Show"),
        date: text("Date of publication"),
        author: text("Yours Truly"),
        slides: Some(slides),
    };
    suite.returns("GetSimpleXML", xml.xml_get_simple().send(), right);
    let right =
        AppleBarrel { good_apples: Some(texts(&["Fuji", "Gala"])), bad_apples: Some(texts(&["Red Delicious"])) };
    suite.returns("GetWrappedXMLList", xml.xml_get_wrapped_lists().send(), right);
    // No element is no list, an element without elements is an empty one.
    suite.returns("GetEmptyXMLList", xml.xml_get_empty_list().send(), Slideshow::default());
    let right = AppleBarrel { good_apples: Some(Vec::new()), bad_apples: Some(Vec::new()) };
    suite.returns("GetEmptyWrappedXMLList", xml.xml_get_empty_wrapped_lists().send(), right);
    let banana = |name: &str, flavor: &str, expiration: &str| Banana {
        name: text(name),
        flavor: text(flavor),
        expiration: Some(date_time(expiration)),
    };
    let cavendish = banana("Cavendish", "Sweet", "2018-02-28T00:40:00.123Z");
    let plantain = banana("Plantain", "Savory", "2018-02-28T00:40:00.123Z");
    suite.returns("GetXMLListAtRoot", xml.xml_get_root_list().send(), vec![cavendish.clone(), plantain]);
    suite.returns("GetXMLListAtRootSingle", xml.xml_get_root_list_single_item().send(), vec![cavendish]);
    suite.returns("GetEmptyXMLListAtRoot", xml.xml_get_empty_root_list().send(), Vec::new());
    let right = banana("Unknown Banana", "", "2012-02-24T00:53:52.789Z");
    suite.returns("GetXMLEmptyNode", xml.xml_get_empty_child_element().send(), right);
    suite.returns(
        "XmlGetBytes",
        xml.xml_get_bytes().send(),
        ModelWithByteProperty { bytes: Some(bytes("Hello world")) },
    );
    let right = ModelWithUrlProperty { url: text("https://myaccount.blob.core.windows.net/") };
    suite.returns("XmlGetUrl", xml.xml_get_uri().send(), right);
    let right = ObjectWithXMsTextProperty { language: text("english"), content: text("I am text") };
    suite.returns("GetWithXMsText", client.xml().get_x_ms_text().send(), right);
    suite.returns("jsonOutputInXMLSwagger", xml.xml_json_output().send(), JsonOutput { id: Some(42) });
}
