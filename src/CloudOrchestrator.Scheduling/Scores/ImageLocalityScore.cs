namespace CloudOrchestrator.Scheduling.Scores;

/// <summary>Prefers nodes that hold the pod's images, the more the larger they are and the more nodes hold them.</summary>
internal sealed class ImageLocalityScore : LocalScore
{
    private const long MegaByte = 1024 * 1024;
    private const long SizeMin = 23 * MegaByte;
    private const long SizeMaxPerContainer = 1000 * MegaByte;

    private readonly (string Name, double Spread)[] _images;
    private readonly int _containers;

    public ImageLocalityScore(PodRequirements pod, WorkingCluster cluster)
        : base(1, pod, cluster)
    {
        var images = pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []).Select(container => FullName(container.Image ?? "")).ToArray();
        _containers = images.Length;
        _images = [.. images
            .Select(name => (name, (double)cluster.State.NodesWithImage(name) / Math.Max(1, cluster.Nodes.Length)))
            .Where(image => image.Item2 > 0)];
    }

    public override bool Applies => _images.Length > 0;

    public override bool IsSteady => true;

    protected override long Rate(NodeInfo node)
    {
        var sum = 0L;
        foreach (var (name, spread) in _images)
        {
            if (node.Images.TryGetValue(name, out var size))
                sum += (long)(size * spread);
        }

        var max = SizeMaxPerContainer * _containers;
        return Max * (Math.Clamp(sum, SizeMin, max) - SizeMin) / (max - SizeMin);
    }

    // Without a tag an image means its latest.
    private static string FullName(string image) => image.LastIndexOf(':') <= image.LastIndexOf('/') ? image + ":latest" : image;
}
