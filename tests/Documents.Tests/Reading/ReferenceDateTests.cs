using System.Globalization;
using Tracker.Documents.Reading.Dates;

namespace Tracker.Documents.Tests.Reading;

public sealed class ReferenceDateTests
{
    [Theory]
    [InlineData("MGLA251023-9095", "2023-10-25")]
    [InlineData(" NB010224-1 ", "2024-02-01")]
    [InlineData("hbc290224-77", "2024-02-29")]
    [InlineData("HBC311299-5", "2099-12-31")]
    public void Read_DayBetweenLettersAndNumber_IsTheDayReceived(string reference, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, CultureInfo.InvariantCulture), ReferenceDate.Read(reference));

    [Theory]
    [InlineData("MGLA310223-9095")] // 31 February
    [InlineData("HBC290223-77")] // no leap year
    [InlineData("MGLA251323-9095")] // thirteenth month
    [InlineData("MGLA000123-1")]
    [InlineData("MGLA231025")] // no number
    [InlineData("251023-9095")] // no letters
    [InlineData("MGLA-251023-9095")]
    [InlineData("MGLA25102023-9095")]
    [InlineData("MGLA251023/9095")]
    [InlineData("SC/2023/014")]
    [InlineData("SR (25/26) 01")]
    [InlineData("Our ref: MGLA251023-9095")]
    [InlineData("MGLA٢٥١٠٢٣-9095")]
    [InlineData("")]
    public void Read_OtherReference_IsNotGuessed(string reference) => Assert.Null(ReferenceDate.Read(reference));
}
