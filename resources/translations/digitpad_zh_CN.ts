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
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>清空(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Pen</source>
        <translation>笔(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>橡皮(&amp;E)</translation>
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
        <source>Answer: {digit}, {caption}</source>
        <translation>答案：{digit}，{caption}</translation>
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
    <message>
        <source>What the network sees</source>
        <translation>网络看到的图像</translation>
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
    <name>ProbabilityBar</name>
    <message>
        <source>Probability of {digit}</source>
        <translation>{digit} 的概率</translation>
    </message>
</context>
<context>
    <name>ToolRow</name>
    <message>
        <source>Pen width</source>
        <translation>笔的粗细</translation>
    </message>
</context>
</TS>
