namespace CloudOrchestrator.Storage.Trees;

/// <summary>Applies many changes to a tree, copying each touched node once between two freezes. For one thread.</summary>
internal sealed class TreeEditor<T>(PersistentTree<T> tree)
{
    private TreeNode<T> _root = tree.Root;
    private PersistentTree<T>? _frozen = tree;
    private object _session = new();

    public bool TryFind<TProbe>(in TProbe probe, out T item)
        where TProbe : struct, ITreeProbe<T> =>
        PersistentTree<T>.TryFind(_root, probe, out item);

    /// <summary>The tree as it is now; later changes do not touch it.</summary>
    public PersistentTree<T> Freeze()
    {
        if (_frozen is null)
        {
            _frozen = new PersistentTree<T>(_root);
            _session = new object();
        }

        return _frozen;
    }

    /// <summary>Inserts the item, or replaces the one at the probe's position.</summary>
    public void Set<TProbe>(in TProbe probe, T item)
        where TProbe : struct, ITreeProbe<T>
    {
        _frozen = null;
        var left = Set(_root, probe, item, out var right);
        if (right is not null)
        {
            var root = TreeNode<T>.Inner(_session);
            root.Children![0] = left;
            root.Children[1] = right;
            root.Used = 2;
            root.Size = left.Size + right.Size;
            left = root;
        }

        _root = left;
    }

    /// <summary>Removes the item at the probe's position; false when there is none.</summary>
    public bool Remove<TProbe>(in TProbe probe)
        where TProbe : struct, ITreeProbe<T>
    {
        if (!TryFind(probe, out _))
            return false;
        _frozen = null;
        _root = RemoveFound(_root, probe);
        while (_root.Children is { } children && _root.Used <= 1)
            _root = _root.Used == 1 ? children[0] : TreeNode<T>.Leaf(_session);
        return true;
    }

    private TreeNode<T> Set<TProbe>(TreeNode<T> node, in TProbe probe, T item, out TreeNode<T>? right)
        where TProbe : struct, ITreeProbe<T>
    {
        right = null;
        node = node.OwnedBy(_session);
        if (node.Children is { } children)
        {
            var index = node.ChildFor(probe);
            var before = children[index].Size;
            var child = Set(children[index], probe, item, out var split);
            children[index] = child;
            node.Size += child.Size + (split?.Size ?? 0) - before;
            if (split is not null)
                right = InsertChild(node, index + 1, split);
            return node;
        }

        var slot = node.LowerBound(probe);
        if (slot < node.Used && probe.CompareTo(node.Items![slot]) == 0)
        {
            node.Items[slot] = item;
            return node;
        }

        right = node.Used == TreeNode<T>.Width ? Split(node, slot) : null;
        var target = right is not null && slot > node.Used ? right : node;
        if (ReferenceEquals(target, right))
            slot -= node.Used;
        Array.Copy(target.Items!, slot, target.Items!, slot + 1, target.Used - slot);
        target.Items![slot] = item;
        target.Used++;
        target.Size++;
        return node;
    }

    private TreeNode<T>? InsertChild(TreeNode<T> node, int index, TreeNode<T> child)
    {
        var right = node.Used == TreeNode<T>.Width ? Split(node, index) : null;
        var target = right is not null && index > node.Used ? right : node;
        if (ReferenceEquals(target, right))
        {
            index -= node.Used;

            // The child's items were counted in the left half before it was known that they go right.
            node.Size -= child.Size;
            right!.Size += child.Size;
        }

        Array.Copy(target.Children!, index, target.Children!, index + 1, target.Used - index);
        target.Children![index] = child;
        target.Used++;
        return right;
    }

    /// <summary>Moves the upper part of a full node to a new one. Appending splits unevenly, so that ascending keys fill their nodes.</summary>
    private TreeNode<T> Split(TreeNode<T> node, int insertAt)
    {
        var keep = insertAt == node.Used ? node.Used - 2 : node.Used / 2;
        var moved = node.Used - keep;
        var right = node.Items is not null ? TreeNode<T>.Leaf(_session) : TreeNode<T>.Inner(_session);
        if (node.Items is not null)
        {
            Array.Copy(node.Items, keep, right.Items!, 0, moved);
            Array.Clear(node.Items, keep, moved);
            right.Size = moved;
        }
        else
        {
            Array.Copy(node.Children!, keep, right.Children!, 0, moved);
            Array.Clear(node.Children!, keep, moved);
            for (var i = 0; i < moved; i++)
                right.Size += right.Children![i].Size;
        }

        right.Used = moved;
        node.Used = keep;
        node.Size -= right.Size;
        return right;
    }

    private TreeNode<T> RemoveFound<TProbe>(TreeNode<T> node, in TProbe probe)
        where TProbe : struct, ITreeProbe<T>
    {
        node = node.OwnedBy(_session);
        node.Size--;
        if (node.Children is { } children)
        {
            var index = node.ChildFor(probe);
            children[index] = RemoveFound(children[index], probe);
            if (children[index].Used == 0)
                RemoveSlot(node, children, index);
            else if (children[index].Used < TreeNode<T>.Width / 4)
                MergeAround(node, index);
            return node;
        }

        RemoveSlot(node, node.Items!, node.LowerBound(probe));
        return node;
    }

    private static void RemoveSlot<TSlot>(TreeNode<T> node, TSlot[] slots, int index)
    {
        Array.Copy(slots, index + 1, slots, index, node.Used - index - 1);
        node.Used--;
        slots[node.Used] = default!;
    }

    private void MergeAround(TreeNode<T> parent, int index)
    {
        var children = parent.Children!;
        var left = index > 0 && Fits(children[index - 1], children[index]) ? index - 1
            : index + 1 < parent.Used && Fits(children[index], children[index + 1]) ? index
            : -1;
        if (left < 0)
            return;
        var target = children[left].OwnedBy(_session);
        var source = children[left + 1];
        if (target.Items is not null)
            Array.Copy(source.Items!, 0, target.Items, target.Used, source.Used);
        else
            Array.Copy(source.Children!, 0, target.Children!, target.Used, source.Used);
        target.Used += source.Used;
        target.Size += source.Size;
        children[left] = target;
        RemoveSlot(parent, children, left + 1);
    }

    private static bool Fits(TreeNode<T> left, TreeNode<T> right) => left.Used + right.Used <= TreeNode<T>.Width * 3 / 4;
}
