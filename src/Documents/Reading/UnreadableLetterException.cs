namespace Tracker.Documents.Reading;

/// <summary>The file holds no text that could be read; the message is one sentence that says what to do.</summary>
public sealed class UnreadableLetterException(string message) : Exception(message);
