using Tracker.Documents.Reading;

namespace Tracker.Documents.Tests.Reading;

public sealed class BlocksTests
{
    [Fact]
    public void Read_AddresseeAfterTheDate_IsTheRecipient()
    {
        var letter = Sample.WithBody("We thank you for coming to see us.");

        Assert.Equal(new("Ms Ida Fenn", "Chief Officer", "Fenland Constabulary", null), Assert.Single(letter.Recipients));
        Assert.Equal("Northmere Council, Safer Streets Scrutiny Commission", letter.Sender);
    }

    [Theory]
    [InlineData("Northmere Council\n\nIda Fenn\nChief Officer\nFenland Constabulary\n1 High Street\nFENTON FN1 1AA\n\n4 July 2023\n\nDear Ms Fenn,")]
    [InlineData("Northmere Council\nTown Hall\n\n4 July 2023\n\nIda Fenn, Chief Officer, Fenland Constabulary\n\nDear Ida")]
    [InlineData("Northmere Council\n\nTo: Ida Fenn, Chief Officer, Fenland Constabulary\n\n4 July 2023\n\nDear Chief Officer")]
    [InlineData("# NORTHMERE COUNCIL\n\n## **Ida Fenn**\n\nChief Officer\n\nFenland Constabulary\n\n**Date:** 4 July 2023\n\nDear Chief Officer,")]
    [InlineData("Northmere Council\n\n4 July 2023\n\n**To:**\nIda Fenn\nChief Officer\nFenland Constabulary\n\nDear Ms Fenn")]
    public void Read_AddresseeInItsForms_IsOnePersonWithRoleAndOrganisation(string head)
    {
        var letter = Sample.WithHead(head);

        Assert.Equal(new("Ida Fenn", "Chief Officer", "Fenland Constabulary", null), Assert.Single(letter.Recipients));
        Assert.Equal("Northmere Council", letter.Sender);
        Assert.Equal(new(2023, 7, 4), letter.Date);
    }

    [Theory]
    [InlineData("To:\n\n**Ida Fenn**, Chief Officer, Fenland Constabulary\n\n**Bo Reed**, Director of Works, Northmere Council")]
    [InlineData("To:\nIda Fenn, Chief Officer, Fenland Constabulary\nBo Reed, Director of Works, Northmere Council")]
    [InlineData("To:\n- Ida Fenn, Chief Officer, Fenland Constabulary\n- Bo Reed, Director of Works, Northmere Council")]
    [InlineData("To: Ida Fenn, Chief Officer, Fenland Constabulary; Bo Reed, Director of Works, Northmere Council")]
    [InlineData("To:\n\nIda Fenn\nChief Officer\nFenland Constabulary\n\nBo Reed\nDirector of Works\nNorthmere Council")]
    public void Read_SeveralUnderTo_AreAllRecipients(string to)
    {
        var letter = Sample.WithHead($"4 July 2023\n\n{to}\n\nDear colleagues");

        Assert.Equal("Ida Fenn | Bo Reed", Sample.Joined(letter.Recipients.Select(person => person.Name)));
        Assert.Equal("Chief Officer | Director of Works", Sample.Joined(letter.Recipients.Select(person => person.Role)));
        Assert.Equal("Fenland Constabulary | Northmere Council", Sample.Joined(letter.Recipients.Select(person => person.Organisation)));
    }

    [Theory]
    [InlineData("Dear Ida Fenn", "Ida Fenn")]
    [InlineData("Dear Ms Fenn,", "Ms Fenn")]
    [InlineData("Annwyl Ida Fenn", "Ida Fenn")]
    public void Read_NoAddressBlock_TakesTheNameOfTheSalutation(string salutation, string name)
    {
        var letter = Sample.WithHead("Northmere Council\n\n4 July 2023\n\n" + salutation);

        Assert.Equal(name, Assert.Single(letter.Recipients).Name);
    }

    [Theory]
    [InlineData("Dear Sir or Madam,")]
    [InlineData("Dear colleagues")]
    public void Read_GeneralSalutation_NamesNobody(string salutation)
    {
        var letter = Sample.WithHead("Northmere Council\n\n4 July 2023\n\n" + salutation);

        Assert.Empty(letter.Recipients);
    }

    [Theory]
    [InlineData("Cc:\n\n- Al Moor, Head of Works\n- Di Lake, Northmere Council\n- Bo Reed")]
    [InlineData("CC Al Moor, Head of Works\nDi Lake, Northmere Council\nBo Reed")]
    [InlineData("cc: Al Moor, Head of Works; Di Lake, Northmere Council; Bo Reed")]
    [InlineData("c.c. Al Moor; Di Lake; Bo Reed")]
    [InlineData("cc: Al Moor, Di Lake, Bo Reed")]
    [InlineData("Copies to:\nAl Moor, Head of Works\nDi Lake, Northmere Council\nBo Reed")]
    [InlineData("**cc:**\n* Al Moor, Head of\n  Works\n* Di Lake\n* Bo Reed")]
    [InlineData("cc\n\nAl Moor\nDi Lake\nBo Reed")]
    public void Read_CopyList_CountsEachPerson(string copies)
    {
        var after = Sample.WithEnd("Yours sincerely\n\nCouncillor Ada Marsh\nChair\n\n" + copies);
        var above = Sample.WithHead($"Northmere Council\n\n{copies}\n\n4 July 2023\n\nDear Ms Fenn");

        Assert.Equal("Al Moor | Di Lake | Bo Reed", Sample.Joined(after.Cc.Select(person => person.Name)));
        Assert.Equal(3, after.CcCount);
        Assert.Equal("Al Moor | Di Lake | Bo Reed", Sample.Joined(above.Cc.Select(person => person.Name)));
        Assert.Equal(new(2023, 7, 4), above.Date);
    }

    [Fact]
    public void Read_CopiesToOffices_CountsEach()
    {
        var letter = Sample.WithEnd("Yours sincerely\n\nAda Marsh\nChair\n\nCopies to:\nChief Executive\nDirector of Works\nAl Moor\nHead of Lamps");

        Assert.Equal("Chief Executive | Director of Works | Head of Lamps", Sample.Joined(letter.Cc.Select(copy => copy.Role)));
        Assert.Equal("- | - | Al Moor", Sample.Joined(letter.Cc.Select(copy => copy.Name)));
    }

    [Fact]
    public void Read_LetterToAnOffice_TakesTheNameFromTheSalutation()
    {
        var letter = Sample.WithHead("Northmere Council\n\nTo: Cabinet Member for Lamps\n\n4 July 2023\n\nDear Councillor Bright");

        Assert.Equal(new("Councillor Bright", "Cabinet Member for Lamps", null, null), Assert.Single(letter.Recipients));
    }

    [Fact]
    public void Read_AddressBelowTheOrganisation_IsNoRole()
    {
        var letter = Sample.WithHead("Northmere Council\n\n4 July 2023\n\nRt Hon Dame Ida Fenn MP\nMinister for Harbours\nDepartment for Harbours\n1 Dock Street\nFENTON\nFN1 1AA\n\nDear Minister");

        Assert.Equal(new("Rt Hon Dame Ida Fenn MP", "Minister for Harbours", "Department for Harbours", null), Assert.Single(letter.Recipients));
    }

    [Fact]
    public void Read_CopiesInASentence_AreNoCopyList()
    {
        var letter = Sample.WithBody("Copies to the library were late.\n\nThe CCTV did not work.");

        Assert.Equal(0, letter.CcCount);
    }

    [Theory]
    [InlineData("Yours sincerely\n\nCouncillor Ada Marsh\nChair, Safer Streets Scrutiny Commission\n\nCllr Tom Weir\nVice Chair, Safer Streets Scrutiny Commission")]
    [InlineData("Yours faithfully,\n\n**Councillor Ada Marsh**  \nChair, Safer Streets Scrutiny  \nCommission\n\n**Cllr Tom Weir**  \nVice Chair, Safer Streets Scrutiny  \nCommission")]
    [InlineData("Kind regards\n\n______________\n\nCouncillor Ada Marsh           Cllr Tom Weir\nChair, Safer Streets Scrutiny Commission      Vice Chair, Safer Streets Scrutiny Commission")]
    public void Read_TwoSignatures_HaveTheirRoles(string end)
    {
        var letter = Sample.WithEnd(end);

        Assert.Equal(
            [new("Councillor Ada Marsh", "Chair, Safer Streets Scrutiny Commission"), new Signatory("Cllr Tom Weir", "Vice Chair, Safer Streets Scrutiny Commission")],
            letter.Signatories);
    }

    [Fact]
    public void Read_NoLetterhead_TakesTheSenderFromTheSignature()
    {
        var letter = Sample.WithHead("Room 4\nTown Hall\n\n4 July 2023\n\nDear Ms Fenn");

        Assert.Equal("Safer Streets Scrutiny Commission", letter.Sender);
    }

    [Theory]
    [InlineData("Our ref: SC/2023/07", "SC/2023/07", null)]
    [InlineData("Our Ref: SC-7    Your Ref: FC-12", "SC-7", "FC-12")]
    [InlineData("Your reference: FC-12", null, "FC-12")]
    [InlineData("Ein cyf/Our ref: SC-7", "SC-7", null)]
    [InlineData("Ref: SC-7", "SC-7", null)]
    public void Read_References_AreOursAndYours(string line, string? ours, string? yours)
    {
        var letter = Sample.WithHead($"Northmere Council\n\n{line}\n\n4 July 2023\n\nDear Ms Fenn");

        Assert.Equal((ours, yours), (letter.OurRef, letter.YourRef));
    }

    [Theory]
    [InlineData("Reply to: [ada@northmere.test](mailto:ada@northmere.test)")]
    [InlineData("Contact: Ada Marsh, ada@northmere.test")]
    [InlineData("Email: ada@northmere.test")]
    public void Read_AddressForReplies_IsTheSenders(string line)
    {
        var letter = Sample.WithHead($"Northmere Council\n\n{line}\n\n4 July 2023\n\nDear Ms Fenn");

        Assert.Equal("ada@northmere.test", letter.ReplyTo);
    }

    [Theory]
    [InlineData("Re: Street lighting")]
    [InlineData("**Street lighting**")]
    [InlineData("## Street lighting")]
    [InlineData("Street lighting")]
    public void Read_FirstLineAfterTheSalutation_IsTheSubject(string line)
    {
        var letter = Sample.WithBody(line + "\n\nWe thank you for coming to see us.");

        Assert.Equal("Street lighting", letter.Subject);
        Assert.Equal([new(null, "We thank you for coming to see us.")], letter.Sections);
    }

    [Theory]
    [InlineData("Thank you for your letter of 3 June 2023 about lamps.", LetterKinds.Reply)]
    [InlineData("I am writing in response to your recommendations.", LetterKinds.Reply)]
    [InlineData("Thank you for attending our meeting.", LetterKinds.Letter)]
    [InlineData("Thank you for your letter of 3 June 2023. We now ask you to reply by 4 August 2023.", LetterKinds.Letter)]
    public void Read_OpeningWords_TellRepliesFromLetters(string opening, string kind)
    {
        var letter = Sample.WithBody(opening);

        Assert.Equal(kind, letter.Kind);
    }

    [Fact]
    public void Read_ReplyThatQuotesRecommendations_MakesNone()
    {
        var letter = Sample.WithBody("Thank you for your letter of 3 June 2023.\n\nRecommendation 1: Accepted. We will buy lamps.\n\nRecommendation 2: Rejected.");

        Assert.Equal(LetterKinds.Reply, letter.Kind);
        Assert.Empty(letter.Recommendations);
    }

    [Fact]
    public void Read_RecommendationsAlone_AreAList()
    {
        var list = LetterReader.Read("# Recommendations\n\n1. The Council buys lamps.\n2. The Council buys buses.");

        Assert.Equal(LetterKinds.List, list.Kind);
        Assert.Equal(2, list.Recommendations.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Lamps are here")]
    [InlineData("News\n\nNew lamps for Northmere, says the Council, and it is very pleased with them.\n\n- lamps\n- bulbs")]
    public void Read_AnythingElse_IsOther(string text)
    {
        var other = LetterReader.Read(text);

        Assert.Equal(LetterKinds.Other, other.Kind);
        Assert.Empty(other.Recommendations);
        Assert.Empty(other.Recipients);
    }
}
