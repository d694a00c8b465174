using CloudOrchestrator.Storage.Trees;

namespace CloudOrchestrator.Storage.Tests.Trees;

public sealed class TreeEditorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomChanges_AlwaysAgreeWithSortedDictionary(int seed)
    {
        var random = new Random(seed);
        var editor = new TreeEditor<int>(PersistentTree<int>.Empty);
        var model = new SortedSet<int>();
        var kept = new List<(PersistentTree<int> Tree, int[] Items)>();
        for (var step = 0; step < 20_000; step++)
        {
            // Grows for a while, then shrinks to nothing, so that splits, merges and empty trees all happen.
            var value = random.Next(3000);
            if (random.Next(100) < (step / 5000 % 2 == 0 ? 70 : 25))
            {
                editor.Set(new IntProbe(value), value);
                model.Add(value);
            }
            else
            {
                Assert.Equal(model.Remove(value), editor.Remove(new IntProbe(value)));
            }

            if (step % 997 == 0)
                kept.Add((editor.Freeze(), [.. model]));
        }

        foreach (var value in model.ToArray())
            Assert.True(editor.Remove(new IntProbe(value)));
        Assert.Equal(0, editor.Freeze().Count);
        foreach (var (tree, items) in kept)
            AssertHolds(tree, items);
    }

    [Fact]
    public void Set_AscendingKeys_FillsNodes()
    {
        var editor = new TreeEditor<int>(PersistentTree<int>.Empty);
        for (var i = 0; i < 10_000; i++)
            editor.Set(new IntProbe(i), i);
        AssertHolds(editor.Freeze(), [.. Enumerable.Range(0, 10_000)]);
    }

    private static void AssertHolds(PersistentTree<int> tree, int[] items)
    {
        Assert.Equal(items.Length, tree.Count);
        Assert.Equal(items, tree.From(new IntProbe(int.MinValue)));
        for (var probe = -1; probe < 3001; probe += 7)
        {
            Assert.Equal(items.Contains(probe), tree.TryFind(new IntProbe(probe), out _));
            Assert.Equal(items.Count(item => item < probe), tree.Rank(new IntProbe(probe)));
            Assert.Equal(items.Where(item => item >= probe).Take(3), tree.From(new IntProbe(probe)).Take(3));
        }
    }

    private readonly struct IntProbe(int value) : ITreeProbe<int>
    {
        public int CompareTo(int item) => value.CompareTo(item);
    }
}
