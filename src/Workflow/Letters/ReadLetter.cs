using MediatR;
using Tracker.Documents.Reading;

namespace Tracker.Workflow.Letters;

/// <summary>Proposes the structure of a letter that already exists, for a person to check.</summary>
public static class ReadLetter
{
    /// <exception cref="UnreadableLetterException">Empty, too large, or not text.</exception>
    public sealed record Query(byte[] Content, string FileName) : IQuery<LetterStructure>;

    internal sealed class Handler : IRequestHandler<Query, LetterStructure>
    {
        public Task<LetterStructure> Handle(Query request, CancellationToken cancellationToken) =>
            Task.FromResult(LetterReader.Read(LetterFile.ReadText(request.Content, request.FileName)));
    }
}
