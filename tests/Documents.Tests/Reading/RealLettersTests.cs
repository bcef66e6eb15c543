using Tracker.Support;

namespace Tracker.Documents.Tests.Reading;

public sealed class RealLettersTests
{
    [SharedTheory]
    [InlineData("2021-03-18-press-release")]
    [InlineData("2021-04-23-requests")]
    [InlineData("2021-12-01-mayor-to-commissioner")]
    [InlineData("2023-07-04-recommendations")]
    [InlineData("2024-02-15-mayor-reply")]
    public void Read_RealLetter_MatchesACarefulReader(string name)
    {
        var differences = ExpectedLetter.Differences(Path.Combine(Repository.Shared!, "letters", name + ".txt"));

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }
}
