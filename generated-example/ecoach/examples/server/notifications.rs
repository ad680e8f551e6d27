//! Notifications.

use ecoach::operations::{
    ListNotifications, ListNotificationsResponse, MarkNotificationRead, MarkNotificationReadResponse, SendNotification,
    SendNotificationResponse,
};
use ecoach::runtime::{DateTime, Presence, Uuid};
use ecoach::server::{Context, Notifications};
use ecoach::types::{NotificationChannel, NotificationDto, NotificationPriority, NotificationReceiptDto, UserRole};

use super::Coach;
use super::paging::{Page, number};
use super::problems::missing;
use super::session::Session;
use super::store::Tenant;

/// A notification before it has a number.
#[derive(Clone)]
pub(super) struct Message {
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) channel: NotificationChannel,
    pub(super) priority: NotificationPriority,
    pub(super) at: DateTime,
}

impl Notifications<Session> for Coach {
    async fn list_notifications(
        &self,
        request: ListNotifications,
        context: Context<Session>,
    ) -> ListNotificationsResponse {
        let (caller, tenant) = self.enter(&context)?;
        let now = self.now();
        let own = tenant.notifications.iter().filter(|(recipient, _)| *recipient == caller.user).map(|(_, own)| own);
        let found = own.rev().filter(|own| {
            own.sent_at <= now
                && !(request.unread_only_or_default() && matches!(own.read_at, Presence::Value(_)))
                && request.priority.as_ref().is_none_or(|priority| *priority == own.priority)
                && request.sent_after.is_none_or(|time| own.sent_at > time)
        });
        Ok(Page::of(found.cloned().collect(), request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn send_notification(
        &self,
        request: SendNotification,
        context: Context<Session>,
    ) -> SendNotificationResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(&[UserRole::Administrator, UserRole::Trainer, UserRole::Manager])?;
        let command = request.body;
        let (known, unknown): (Vec<Uuid>, Vec<Uuid>) =
            command.recipient_ids.into_iter().partition(|id| tenant.users.contains_key(id));
        let (mut subject, mut body) = (command.subject, command.body);
        for (name, value) in command.placeholders.value().unwrap_or_default() {
            let placeholder = format!("{{{{{name}}}}}");
            subject = subject.replace(&placeholder, &value);
            body = body.replace(&placeholder, &value);
        }
        let priority = command.priority.unwrap_or(NotificationPriority::Normal);
        let at = command.send_at.value().unwrap_or_else(|| self.now());
        for recipient in &known {
            for channel in &command.channels {
                let (subject, body) = (subject.clone(), body.clone());
                let message = Message { subject, body, channel: channel.clone(), priority: priority.clone(), at };
                tenant.notify(*recipient, message);
            }
        }
        Ok(NotificationReceiptDto {
            batch_id: Uuid::new_v4(),
            accepted_count: number(known.len()),
            unknown_recipient_ids: unknown,
        })
    }

    async fn mark_notification_read(
        &self,
        request: MarkNotificationRead,
        context: Context<Session>,
    ) -> MarkNotificationReadResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        let id = request.notification_id;
        let found = tenant.notifications.iter_mut().find(|(recipient, own)| *recipient == caller.user && own.id == id);
        let (_, own) = found.ok_or_else(|| missing("notification"))?;
        own.read_at = Presence::Value(self.now());
        Ok(())
    }
}

impl Tenant {
    /// Notifies a user.
    pub(super) fn notify(&mut self, recipient: Uuid, message: Message) {
        let Message { subject, body, channel, priority, at } = message;
        let id = i64::from(number(self.notifications.len() + 1));
        self.notifications.push((recipient, NotificationDto::new(id, subject, body, channel, priority, at)));
    }
}
