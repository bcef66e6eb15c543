namespace Tracker.Workflow.Mail;

/// <summary>How much of a message is read; what is beyond is named in <see cref="ReadMail.Problems"/>.</summary>
public static class MailLimits
{
    /// <summary>Bytes of a whole message.</summary>
    public const int RawBytes = 40_000_000;

    /// <summary>Multiparts and messages inside one another.</summary>
    public const int Depth = 10;

    /// <summary>Parts of a message, multiparts included.</summary>
    public const int Parts = 500;

    /// <summary>Header fields of a message or part.</summary>
    public const int Headers = 2_000;

    /// <summary>Bytes of one header field, its folded lines together.</summary>
    public const int HeaderBytes = 100_000;

    /// <summary>Bytes of all header fields of a message or part.</summary>
    public const int AllHeaderBytes = 2_000_000;

    /// <summary>Addresses in all fields of one kind, such as To.</summary>
    public const int Mailboxes = 1_000;

    /// <summary>Message-IDs in a field such as References.</summary>
    public const int MessageIds = 1_000;

    /// <summary>Characters of the text.</summary>
    public const int TextCharacters = 1_000_000;

    /// <summary>Characters of the name of an attachment.</summary>
    public const int FileNameCharacters = 250;

    /// <summary>Recipients of a delivery report.</summary>
    public const int ReportedRecipients = 500;
}
