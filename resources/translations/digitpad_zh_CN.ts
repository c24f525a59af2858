<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Learn</source>
        <translation>学习(&amp;L)</translation>
    </message>
    <message>
        <source>The &amp;right digit is</source>
        <translation>正确的数字是(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>The eraser &amp;takes</source>
        <translation>橡皮擦除(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Open picture or ink…</source>
        <translation>打开图片或笔迹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save the drawing…</source>
        <translation>保存所写内容(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Copy the drawing</source>
        <translation>复制所写内容(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the &amp;answer</source>
        <translation>复制答案(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Paste a picture</source>
        <translation>粘贴图片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清空(&amp;L)</translation>
    </message>
    <message>
        <source>P&amp;en</source>
        <translation>笔(&amp;E)</translation>
    </message>
    <message>
        <source>Erase&amp;r</source>
        <translation>橡皮(&amp;R)</translation>
    </message>
    <message>
        <source>Thi&amp;nner pen</source>
        <translation>细一点的笔(&amp;N)</translation>
    </message>
    <message>
        <source>Thic&amp;ker pen</source>
        <translation>粗一点的笔(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Undo the last learning</source>
        <translation>撤销上一次学习(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;My samples…</source>
        <translation>我的样本(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Write each digit…</source>
        <translation>逐个书写数字(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;One digit only</source>
        <translation>只认一位数字(&amp;O)</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>From &amp;ink to answer</source>
        <translation>从笔迹到答案(&amp;I)</translation>
    </message>
    <message>
        <source>Draw with the &amp;keyboard</source>
        <translation>用键盘书写(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Compare models…</source>
        <translation>比较模型(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About digitpad</source>
        <translation>关于 digitpad(&amp;A)</translation>
    </message>
    <message>
        <source>Whole &amp;strokes</source>
        <translation>整条笔画(&amp;S)</translation>
    </message>
    <message>
        <source>What is &amp;under it</source>
        <translation>擦过的部分(&amp;U)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>高对比度(&amp;H)</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>{percent} sure</source>
        <translation>把握 {percent}</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>还没有答案</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>It looks most like {digit}</source>
        <translation>最像 {digit}</translation>
    </message>
    <message>
        <source>Not all of it looks like digits</source>
        <translation>有一部分不像数字</translation>
    </message>
    <message>
        <source>Answer: {digit}, {caption}</source>
        <translation>答案：{digit}，{caption}</translation>
    </message>
    <message>
        <source>Click a figure to look at it alone</source>
        <translation>点击某一位数字可单独查看</translation>
    </message>
</context>
<context>
    <name>AnswerPanel</name>
    <message>
        <source>What the network sees</source>
        <translation>网络看到的图像</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Draw a digit</source>
        <translation>写一个数字</translation>
    </message>
    <message>
        <source>Drawing pad</source>
        <translation>手写板</translation>
    </message>
    <message>
        <source>Draw a digit here with the mouse or a pen</source>
        <translation>用鼠标或笔在这里写一个数字</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>cannot be loaded</source>
        <translation>无法加载</translation>
    </message>
    <message>
        <source>(not a digit)</source>
        <translation>（不是数字）</translation>
    </message>
    <message>
        <source>Draw something, and all models answer it here.</source>
        <translation>写点什么，所有模型都会在这里给出答案。</translation>
    </message>
    <message>
        <source>All {count} models agree.</source>
        <translation>{count} 个模型答案一致。</translation>
    </message>
    <message>
        <source>{agreeing} of {count} models agree; ≠ marks the others.</source>
        <translation>{count} 个模型中有 {agreeing} 个答案一致；其余用 ≠ 标出。</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>比较模型</translation>
    </message>
    <message>
        <source>Answers of all models</source>
        <translation>所有模型的答案</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>CrashHandler</name>
    <message>
        <source>Something went wrong</source>
        <translation>出了点问题</translation>
    </message>
    <message>
        <source>Something went wrong that should not have. You can go on drawing.</source>
        <translation>出现了一个不该出现的错误。您可以继续书写。</translation>
    </message>
    <message>
        <source>It was written to the log in {folder}</source>
        <translation>错误已写入日志，位于 {folder}</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制错误报告</translation>
    </message>
</context>
<context>
    <name>DigitBoxes</name>
    <message>
        <source>not a digit</source>
        <translation>不是数字</translation>
    </message>
</context>
<context>
    <name>GuidedRound</name>
    <message>
        <source>Finding out what learning from your digits brings …</source>
        <translation>正在测试从您的数字中学习有多大帮助……</translation>
    </message>
    <message>
        <source>Of {count} digits it had not learned from, {before} were read right before, {after} after learning from the others. Now it learns from all of them.</source>
        <translation>在 {count} 个没有参与学习的数字中，原来认对 {before} 个，从其余数字学习后认对 {after} 个。现在它会从全部数字中学习。</translation>
    </message>
    <message>
        <source>Thank you!</source>
        <translation>谢谢！</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Write a {digit}</source>
        <translation>请写 {digit}</translation>
    </message>
    <message>
        <source>Write each digit</source>
        <translation>逐个书写数字</translation>
    </message>
    <message>
        <source>Write as you always do. Space or Enter goes on.</source>
        <translation>照您平时的样子写。按空格或回车继续。</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一个(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一个(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;End here</source>
        <translation>到此为止(&amp;E)</translation>
    </message>
    <message>
        <source>Digits written</source>
        <translation>已写的数字</translation>
    </message>
</context>
<context>
    <name>LearningNote</name>
    <message>
        <source>Learning that this is a {digit} …</source>
        <translation>正在学习：这是 {digit} ……</translation>
    </message>
    <message>
        <source>Kept among your samples, but not learned: {problem}</source>
        <translation>已保存到您的样本，但没有学习：{problem}</translation>
    </message>
    <message>
        <source>Not saved: {problem}</source>
        <translation>没有保存：{problem}</translation>
    </message>
    <message>
        <source>Your own digits: {before} → {after} of {count} right</source>
        <translation>您自己的 {count} 个数字：认对 {before} → {after} 个</translation>
    </message>
    <message>
        <source>MNIST test: {before} → {after} right</source>
        <translation>MNIST 测试集：认对 {before} → {after}</translation>
    </message>
    <message>
        <source>Learned from this {digit}.</source>
        <translation>从这个 {digit} 中学习了。</translation>
    </message>
    <message>
        <source>Learned from {count} digits of yours.</source>
        <translation>从您的 {count} 个数字中学习了。</translation>
    </message>
    <message>
        <source>Taken back: everything is as it was before.</source>
        <translation>已撤销：一切恢复原样。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Before and after learning. The MNIST test digits are never learned from.</source>
        <translation>学习之前和之后。MNIST 测试数字从不参与学习。</translation>
    </message>
    <message>
        <source>Forget this digit again</source>
        <translation>忘掉这个数字</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>About digitpad</source>
        <translation>关于 digitpad</translation>
    </message>
    <message>
        <source>A drawing pad that recognizes handwritten digits while they are drawn, with networks written and trained in pure NumPy.

MIT licence. The MNIST data set by Yann LeCun and Corinna Cortes is licensed CC BY-SA 3.0.</source>
        <translation>一块手写板，边写边识别数字；其中的神经网络完全用 NumPy 编写和训练。

MIT 许可证。MNIST 数据集由 Yann LeCun 和 Corinna Cortes 制作，采用 CC BY-SA 3.0 许可。</translation>
    </message>
</context>
<context>
    <name>ModelChooser</name>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The network that answers</source>
        <translation>负责识别的网络</translation>
    </message>
</context>
<context>
    <name>NetworkPicture</name>
    <message>
        <source>The drawing as the network is given it: cut out, fitted into 20 × 20 pixels and moved so that its centre of mass, the dot, lies in the middle</source>
        <translation>交给网络的图像：裁剪出笔迹，缩放到 20 × 20 像素以内，再平移使重心（圆点）位于正中</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>网络看到的图像</translation>
    </message>
</context>
<context>
    <name>PictureDesk</name>
    <message>
        <source>Pictures and ink</source>
        <translation>图片和笔迹</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板中没有图片。</translation>
    </message>
    <message>
        <source>Nothing in this picture stands out as a digit.</source>
        <translation>这张图片中没有看到数字。</translation>
    </message>
    <message>
        <source>Save the drawing</source>
        <translation>保存所写内容</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>The drawing is on the clipboard.</source>
        <translation>所写内容已复制到剪贴板。</translation>
    </message>
    <message>
        <source>{text} is on the clipboard.</source>
        <translation>{text} 已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>PicturePane</name>
    <message>
        <source>Click, or press Escape, to draw again</source>
        <translation>点击或按 Esc 键继续书写</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>PixelCursor</name>
    <message>
        <source>pen down</source>
        <translation>落笔</translation>
    </message>
    <message>
        <source>pen up</source>
        <translation>提笔</translation>
    </message>
    <message>
        <source>Column {column}, row {row}, {state}</source>
        <translation>第 {column} 列，第 {row} 行，{state}</translation>
    </message>
    <message>
        <source>Keyboard pen: arrow keys move, Space draws</source>
        <translation>键盘笔：方向键移动，空格键书写</translation>
    </message>
</context>
<context>
    <name>ProbabilityBar</name>
    <message>
        <source>Probability of {digit}</source>
        <translation>{digit} 的概率</translation>
    </message>
    <message>
        <source>It is a {digit}? Click, or press {digit}, and digitpad learns it</source>
        <translation>其实是 {digit}？点击或按 {digit} 键，digitpad 就会学会</translation>
    </message>
</context>
<context>
    <name>SampleBrowser</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{count} samples are now labelled {digit}.</source>
        <translation>{count} 个样本现在标为 {digit}。</translation>
    </message>
    <message>
        <source>{count} samples deleted; undo brings them back.</source>
        <translation>已删除 {count} 个样本；撤销可以恢复。</translation>
    </message>
    <message>
        <source>Reading {place} …</source>
        <translation>正在读取 {place} ……</translation>
    </message>
    <message>
        <source>{count} samples imported.</source>
        <translation>已导入 {count} 个样本。</translation>
    </message>
    <message>
        <source>{count} samples written to {place}.</source>
        <translation>已将 {count} 个样本写入 {place}。</translation>
    </message>
    <message>
        <source>My samples</source>
        <translation>我的样本</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Keys 0 to 9 give the selected samples another label, Delete removes them</source>
        <translation>按 0 到 9 键为选中的样本改标签，按 Delete 键删除</translation>
    </message>
    <message>
        <source>&amp;Misread only</source>
        <translation>只看认错的(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>&amp;Write each digit…</source>
        <translation>逐个书写数字(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Learn from these</source>
        <translation>从这些样本学习(&amp;L)</translation>
    </message>
    <message>
        <source>A &amp;file (IDX, CSV, ink)…</source>
        <translation>文件（IDX、CSV、笔迹）(&amp;F)…</translation>
    </message>
    <message>
        <source>A f&amp;older of pictures…</source>
        <translation>图片文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;IDX, as MNIST…</source>
        <translation>IDX，与 MNIST 相同(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Pictures in folders…</source>
        <translation>分文件夹的图片(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;CSV…</source>
        <translation>CSV(&amp;C)…</translation>
    </message>
    <message>
        <source>I&amp;nk (JSON)…</source>
        <translation>笔迹（JSON）(&amp;N)…</translation>
    </message>
</context>
<context>
    <name>SampleList</name>
    <message>
        <source>A {digit}, {when}</source>
        <translation>{digit}，{when}</translation>
    </message>
    <message>
        <source>A {digit}, read as {read} by {model}, {when}</source>
        <translation>{digit}，被 {model} 认作 {read}，{when}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>This model has not learned what is no digit and takes everything for one.</source>
        <translation>这个模型没有学过什么不是数字，会把一切都当作数字。</translation>
    </message>
    <message>
        <source>What the threshold costs was not measured for this model.</source>
        <translation>这个模型没有测量过阈值的代价。</translation>
    </message>
    <message>
        <source>Measured on drawings that the model has not learned from.</source>
        <translation>用模型没有学过的图形测得。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>How sure must the network be before it says that a drawing is no digit?</source>
        <translation>网络要有多大把握，才说所写的不是数字？</translation>
    </message>
    <message>
        <source>Says so readily</source>
        <translation>容易判为非数字</translation>
    </message>
    <message>
        <source>Takes almost anything</source>
        <translation>几乎什么都当作数字</translation>
    </message>
    <message>
        <source>True digits turned away</source>
        <translation>被拒绝的真数字</translation>
    </message>
    <message>
        <source>Other things taken for a digit</source>
        <translation>被当作数字的其他图形</translation>
    </message>
    <message>
        <source>Threshold for what is no digit</source>
        <translation>判为非数字的阈值</translation>
    </message>
    <message>
        <source>As the model suggests</source>
        <translation>采用模型建议值</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard pen</source>
        <translation>键盘笔</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Move four squares</source>
        <translation>移动四格</translation>
    </message>
    <message>
        <source>Shift + arrow keys</source>
        <translation>Shift + 方向键</translation>
    </message>
    <message>
        <source>Pen down, pen up</source>
        <translation>落笔、提笔</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>StageTile</name>
    <message>
        <source>It is left out now; click to bring it back.</source>
        <translation>这一步现在被跳过；点击可恢复。</translation>
    </message>
    <message>
        <source>Click to leave it out and see what it is good for.</source>
        <translation>点击可跳过这一步，看看它有什么作用。</translation>
    </message>
</context>
<context>
    <name>StageView</name>
    <message>
        <source>Ink</source>
        <translation>笔迹</translation>
    </message>
    <message>
        <source>What is drawn, where it is drawn on the pad.</source>
        <translation>写下的内容，以及它在手写板上的位置。</translation>
    </message>
    <message>
        <source>Cut out</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Only the ink is kept: it must not matter where on the pad a digit is drawn.</source>
        <translation>只保留笔迹：数字写在手写板的什么位置不应有影响。</translation>
    </message>
    <message>
        <source>20 pixels</source>
        <translation>20 像素</translation>
    </message>
    <message>
        <source>The longer side becomes 20 pixels: it must not matter how large a digit is drawn.</source>
        <translation>长边缩放为 20 像素：数字写得多大不应有影响。</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>重心</translation>
    </message>
    <message>
        <source>The centre of mass of the ink, the dot, is what will be moved to the middle, as it was done with the digits that the network has learned from.</source>
        <translation>笔迹的重心（圆点）将被移到正中，网络学习时用的数字也是这样处理的。</translation>
    </message>
    <message>
        <source>28 × 28</source>
        <translation>28 × 28</translation>
    </message>
    <message>
        <source>What the network sees: 28 by 28 pixels, the centre of mass in the middle.</source>
        <translation>网络看到的图像：28 × 28 像素，重心位于正中。</translation>
    </message>
</context>
<context>
    <name>ToolRow</name>
    <message>
        <source>Pen width</source>
        <translation>笔的粗细</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>Import samples</source>
        <translation>导入样本</translation>
    </message>
    <message>
        <source>Export samples</source>
        <translation>导出样本</translation>
    </message>
</context>
</TS>
