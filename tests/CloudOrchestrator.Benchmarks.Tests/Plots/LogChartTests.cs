using System.Buffers.Binary;
using System.IO.Compression;
using CloudOrchestrator.Benchmarks.Plots;

namespace CloudOrchestrator.Benchmarks.Tests.Plots;

public sealed class LogChartTests
{
    [Fact]
    public void ToPng_TwoLines_IsAPictureThatHoldsTheirColours()
    {
        var chart = new LogChart("pods", "ms");
        chart.Add("level", [(1000, 0.5), (150_000, 0.5)]);
        chart.Add("rising", [(1000, 1), (150_000, 150)]);
        var png = chart.ToPng();
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        var colours = Pixels(png, width, height).Distinct().ToArray();
        Assert.Contains((31, 119, 180), colours);
        Assert.Contains((255, 127, 14), colours);
    }

    private static IEnumerable<(int Red, int Green, int Blue)> Pixels(byte[] png, int width, int height)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        var row = new byte[1 + (width * 3)];
        for (var line = 0; line < height; line++)
        {
            zlib.ReadExactly(row);
            for (var column = 0; column < width; column++)
                yield return (row[1 + (column * 3)], row[2 + (column * 3)], row[3 + (column * 3)]);
        }
    }
}
