using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail.Reading;

public class ReplyTextTests
{
    /// <summary>As deep as the text is long, if each rule asked the one below it.</summary>
    [Fact]
    public void NewWords_NothingButRules_EndsAndKeepsThem()
    {
        var text = string.Join('\n', Enumerable.Repeat("____________", 80_000));

        Assert.Equal(text, ReplyText.NewWords(text));
    }

    [Theory]
    [InlineData("We agree.\n\nOn Fri, 28 Jul 2023 at 09:00, Ann <a@b.test> wrote:\n> Do you?\n", "We agree.")]
    [InlineData("We agree.\n\nOn Fri, 28 Jul 2023 at 09:00, Ann\n<a@b.test>\nwrote:\n\n> Do you?\n>> Or not?\n\nBest wishes", "We agree.\n\nBest wishes")]
    [InlineData("We agree.\n\nOn 28 Jul 2023, at 09:00, Ann <a@b.test> wrote:\n\nDo you?", "We agree.")]
    [InlineData("Cytunwn.\n\nAr 28 Gorff 2023 am 09:00, ysgrifennodd Ann <a@b.test>:\n> Cytuno?\n", "Cytunwn.\n\nAr 28 Gorff 2023 am 09:00, ysgrifennodd Ann <a@b.test>:")] // the verb comes first: left as words
    [InlineData("Cytunwn.\n\nAr 28 Gorff 2023 am 09:00, Ann <a@b.test> a ysgrifennodd:\n> Cytuno?\n", "Cytunwn.")]
    [InlineData("We agree.\n\n-----Original Message-----\nFrom: Ann\nDo you?", "We agree.")]
    [InlineData("Cytunwn.\n\n-----Neges wreiddiol-----\nCytuno?", "Cytunwn.")]
    [InlineData("We agree.\n\n________________________________\nFrom: Ann <a@b.test>\nSent: 28 July 2023 09:00\nTo: Ben\nSubject: Do you?\n\nDo you?", "We agree.")]
    [InlineData("Cytunwn.\n\nOddi wrth: Ann <a@b.test>\nAnfonwyd: 28 Gorffennaf 2023\nI: Ben\n\nCytuno?", "Cytunwn.")]
    [InlineData("> 1. Will you?\nYes.\n> 2. When?\nIn March.", "Yes.\nIn March.")]
    [InlineData("We agree.\n-- \nAnn Owen\n01234 567890", "We agree.")]
    [InlineData("We agree.\n\nThis email and any attachments are confidential.\nDo not read it.\n\nAnn", "We agree.\n\nAnn")]
    [InlineData("[EXTERNAL EMAIL] Take care.\n\nWe agree.", "We agree.")]
    [InlineData("On 4 July you wrote:\n\nThat we should reply by August. We do.", "On 4 July you wrote:\n\nThat we should reply by August. We do.")]
    [InlineData("From: now on we reply within a week.\n\nAnn", "From: now on we reply within a week.\n\nAnn")]
    [InlineData("On the whole we agree.", "On the whole we agree.")]
    [InlineData("-----Original Message-----\nFrom: Ann\nAll that there is.", "-----Original Message-----\nFrom: Ann\nAll that there is.")]
    [InlineData("", "")]
    public void NewWords_Reply_LeavesHistoryOut(string text, string words) => Assert.Equal(words, ReplyText.NewWords(text));
}
