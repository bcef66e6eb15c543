using System.Text;
using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Tests.Mail;

/// <summary>A reminder of an invented council.</summary>
internal static class Sample
{
    public static MailMessage Reminder { get; } = new()
    {
        MessageId = MessageId.Parse("0198c1a2.chase.1@tracker.brackwater.test"),
        From = new("Brackwater Scrutiny Commission", EmailAddress.Parse("scrutiny@brackwater.test")),
        To = [new("Clerk, \"Fire\" \\ Service", EmailAddress.Parse("clerk@fire.test")), new("", EmailAddress.Parse("chief@fire.test"))],
        ReplyTo = new("", EmailAddress.Parse("reply+7k2m9x4q@brackwater.test")),
        Subject = "Second reminder: answers to the letter of 4 July 2023",
        Date = new(2023, 8, 21, 9, 0, 0, TimeSpan.FromHours(1)),
        InReplyTo = MessageId.Parse("0198c1a2.letter@tracker.brackwater.test"),
        References = [MessageId.Parse("0198c1a2.letter@tracker.brackwater.test"), MessageId.Parse("0198c1a2.chase.0@tracker.brackwater.test")],
        IsAutoSubmitted = true,
        Text = "Dear Clerk,\n\nYour answer was due on 11 August 2023.\n.\nFrom here on we chase. \n£5 = five pounds\n" + new string('x', 300) + "\n",
        Html = "<p lang=\"cy\">Annwyl Glerc, ŵ ŷ 🏴 – 100% = cant</p>",
        Attachments = [new("Letter of 4 July 2023.pdf", "application/pdf", Encoding.Latin1.GetBytes("%PDF-1.7\r\n\0\u0080ÿ"))],
    };
}
