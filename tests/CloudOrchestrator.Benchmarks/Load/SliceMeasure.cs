using System.Diagnostics;
using CloudOrchestrator.Benchmarks.Servers;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>Clock and processor times at the beginning of a slice.</summary>
internal readonly record struct SliceMeasure(ProcessUse Use, long Began, TimeSpan Server, TimeSpan Client)
{
    public static SliceMeasure Begin(ProcessUse use) => new(use, Stopwatch.GetTimestamp(), use.Processor(), Environment.CpuUsage.TotalTime);

    public void AddTo(RowFigures figures)
    {
        figures.Elapsed += Stopwatch.GetElapsedTime(Began);
        figures.ServerProcessor += Use.Processor() - Server;
        figures.ClientProcessor += Environment.CpuUsage.TotalTime - Client;
    }
}
