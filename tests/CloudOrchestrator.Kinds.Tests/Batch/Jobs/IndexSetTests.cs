using CloudOrchestrator.Kinds.Batch.Jobs;

namespace CloudOrchestrator.Kinds.Tests.Batch.Jobs;

public sealed class IndexSetTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1,3-5,7", "1,3-5,7")]
    [InlineData("1,2", "1,2")]
    [InlineData("1-2", "1,2")]
    [InlineData("1,2,3", "1-3")]
    [InlineData("7-12", "7-9")]
    [InlineData("10-12", "")]
    [InlineData("1,x,5-,4", "1,4")]
    public void Parse_Text_WritesItAgainInShortForm(string text, string expected) => Assert.Equal(expected, IndexSet.Parse(text, 10).ToString());

    [Fact]
    public void Of_IndexesInAnyOrder_MergesNeighbours() => Assert.Equal("0-2,5", IndexSet.Of([5, 1, 0, 2, 1]).ToString());

    [Fact]
    public void Has_IndexesAroundIntervals_FindsExactlyThoseInside()
    {
        var set = IndexSet.Parse("1,3-5,7", 10);
        Assert.Equal([1, 3, 4, 5, 7], Enumerable.Range(-1, 12).Where(set.Has));
        Assert.Equal(5, set.Count);
    }

    [Fact]
    public void FirstMissing_SetWithGaps_GivesTheLowest()
    {
        var set = IndexSet.Parse("1,3-5,7", 10);
        Assert.Equal([0, 2, 6], set.FirstMissing(3, 10));
        Assert.Equal([0, 2, 6, 8, 9], set.FirstMissing(9, 10));
        Assert.Empty(IndexSet.Parse("0-9", 10).FirstMissing(3, 10));
        Assert.Equal([0, 1], IndexSet.Empty.FirstMissing(5, 2));
    }

    [Fact]
    public void CountShared_OverlappingSets_CountsWhatBothHave()
    {
        Assert.Equal(3, IndexSet.Parse("0-3,6-8", 10).CountShared(IndexSet.Parse("2-6", 10)));
        Assert.Equal(0, IndexSet.Empty.CountShared(IndexSet.Parse("2-6", 10)));
    }
}
