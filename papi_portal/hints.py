"""Trợ giúp cạnh biểu: for each page on which something is filled in, what to do there in two sentences, and where the
guide says more. The one source; the frame draws it above the page.
"""

from dataclasses import dataclass

__all__ = ["HINTS", "Hint"]


@dataclass(frozen=True)
class Hint:
    """What to do here, and the place in the guide."""

    text: str
    anchor: str


def _of(anchor: str, **texts: str) -> dict[str, Hint]:
    return {name: Hint(text, anchor) for name, text in texts.items()}


HINTS = {
    **_of(
        "nhap-tien-do",
        entry="Chọn mức độ trước, rồi số liệu, kết quả, tài liệu. Nội dung tự lưu khi gõ; xong bấm Trình. Kỳ trước ở bên "
        "phải, chép sang được.",
        entry_move="Đọc lại lần cuối rồi bấm nút xác nhận. Trả lại thì ghi rõ phải sửa gì; người nhập thấy ở đầu trang.",
        evidence_mask="Kéo trên ảnh để vẽ ô đen lên phần không ai cần thấy, rồi bấm che. Ảnh mới thay ảnh cũ, không lấy lại "
        "được.",
        entry_objection="Nêu điểm chưa thống nhất và căn cứ. Mỗi nhiệm vụ kiến nghị một lần; cơ quan thẩm định trả lời.",
    ),
    **_of(
        "luoi-nhap",
        grid="Mỗi dòng một nhiệm vụ; gõ vào ô, Tab sang ô kế. Dán được cả vùng chép từ Excel. Bấm Lưu rồi mới trình.",
        grid_upload="Nạp đúng biểu đã tải từ trang này. Ô sai được chỉ ra, xem trước thay đổi, bấm ghi mới vào hệ thống.",
    ),
    **_of(
        "tham-dinh",
        review="Chọn một mục bên trái, so kỳ này với kỳ trước và chỉ tiêu, mở tài liệu, rồi Duyệt hoặc Trả lại kèm lý do.",
        review_entry="So kỳ này với kỳ trước và chỉ tiêu, mở tài liệu ở trang chứng minh, rồi Duyệt hoặc Trả lại kèm lý do.",
        review_units="Mở một đơn vị để duyệt các mục rõ cùng lúc, hoặc duyệt mục rõ của mọi đơn vị đang lọc. Mục cần xem kỹ "
        "luôn để lại.",
        review_unit="Mục rõ đã đánh dấu sẵn: bỏ dấu mục nào chưa muốn duyệt, rồi bấm Duyệt. Mục cần xem kỹ mở từng mục.",
        review_tasks="Mở một nhiệm vụ để so số liệu của mọi đơn vị; số khác hẳn được đánh dấu.",
        review_task="Mỗi dòng một đơn vị; đánh dấu những đơn vị duyệt được rồi bấm Duyệt. Số khác hẳn nên mở xem trước.",
        review_move="Ghi lý do để đơn vị biết phải sửa gì; chọn lý do có sẵn rồi sửa câu chữ nếu cần.",
        review_answer="Trả lời thẳng vào điểm kiến nghị. Chấp nhận thì mức độ lấy lại như đơn vị đã báo cáo.",
    ),
    **_of(
        "ke-hoach",
        plans="Lọc theo năm, đơn vị, trạng thái; lưu bộ lọc hay dùng để lần sau bấm một lần.",
        plan="Mở một nhiệm vụ để xem ai làm, đến đâu. Nút ở đầu trang là việc tiếp theo của kế hoạch.",
        plan_new="Chọn cách bắt đầu: trống, theo kế hoạch năm trước, theo nhiệm vụ thường có, hoặc nhập từ văn bản.",
        plan_edit="Sửa từng nhiệm vụ tại chỗ; đánh dấu nhiều nhiệm vụ để sửa cùng lúc. Chỗ chưa rõ được nhắc, không chặn.",
        plan_issue="Ghi số, ký hiệu và ngày như trên văn bản đã ký. Muốn đổi chữ về sau: soạn bản sửa đổi.",
        plan_end="Kết thúc thì nhiệm vụ không còn phải báo cáo; kết quả đã báo cáo giữ nguyên. Ghi căn cứ.",
        plan_remove="Chỉ xóa dự thảo chưa có tiến độ. Xóa rồi không lấy lại được.",
        plan_import="Chọn tệp Word, PDF, Excel hoặc ảnh của kế hoạch đã có. Máy đọc từng nhiệm vụ để bạn xem lại.",
        plan_import_check="Đối chiếu từng dòng với văn bản bên cạnh, sửa chỗ máy đọc sai, rồi ghi thành dự thảo.",
        plan_figures="Đối chiếu số liệu của nhiệm vụ; bấm vào một số để mở những dòng cộng thành số đó.",
        plan_reminders="Đặt nhắc trước hạn mấy ngày cho kế hoạch này; để trống là theo lệ chung.",
        plan_paper="Chọn cơ quan, người ký; hệ thống lập dự thảo văn bản từ kế hoạch để xem và sửa.",
        task="Xem ai thực hiện, số liệu đến đâu; xin gia hạn ở đây nếu không kịp hạn.",
        task_add="Ghi một việc cụ thể, ai chủ trì, sản phẩm gì, trước ngày nào.",
        task_row="Ghi một việc cụ thể, ai chủ trì, sản phẩm gì, trước ngày nào.",
        task_edit="Ghi một việc cụ thể, ai chủ trì, sản phẩm gì, trước ngày nào; chỉ tiêu là con số sẽ hỏi ở mỗi kỳ.",
        task_links="Với mỗi nhiệm vụ của đơn vị, chọn nhiệm vụ cấp trên mà nó thực hiện; để trống nếu là việc riêng.",
        cascade="Đánh dấu nhiệm vụ và đơn vị rồi bấm Giao. Mỗi đơn vị nhận một dự thảo; hoàn tác được trước khi thư báo đi.",
        offers="Cấp trên đã đổi nhiệm vụ: nhận để đưa vào kế hoạch của mình, hoặc không nhận và ghi lý do.",
        coverage="Ô trống là đơn vị chưa có nhiệm vụ ấy. Giao ngay từ đây, hoặc đánh dấu không áp dụng kèm lý do.",
        extension_ask="Ghi hạn mới và lý do. Hạn cũ vẫn giữ cho đến khi cấp trên đồng ý.",
        extensions="Đồng ý hoặc không đồng ý kèm lý do; đơn vị được báo ngay.",
        assignment="Chọn người phụ trách ngay tại dòng, hoặc đánh dấu nhiều nhiệm vụ rồi phân công một lần.",
        inner_days="Ghi ngày từng bộ phận nộp cho đầu mối; để trống là theo hạn chung của đơn vị.",
        other_ways="Ghi báo cáo đã gửi bằng giấy hoặc hệ thống khác khi hệ thống này không dùng được, rồi nhập tiến độ sau.",
        reorganise="Chọn đơn vị đã sáp nhập, giải thể để bàn giao kế hoạch cho đơn vị kế thừa.",
        reorganise_unit="Chọn đơn vị kế thừa cho từng kế hoạch; xem trước rồi mới ghi.",
        delegations="Chọn đồng nghiệp cùng đơn vị, việc giao và từ ngày đến ngày. Vết xử lý ghi tên cả hai người.",
        delegation_end="Thôi ủy quyền từ lúc này; những việc đã làm thay vẫn giữ nguyên.",
        plan_from_scores="Đã đánh dấu sẵn nội dung thấp và nhiệm vụ làm tiếp; bỏ dấu chỗ không cần, rồi bấm Lập dự thảo.",
        what_if="Kéo hoặc gõ điểm giả định rồi bấm Tính. Điểm đã công bố không đổi; kịch bản lưu lại dùng cho kế hoạch.",
        scores_import="Chọn tệp điểm của một năm; ô sai được chỉ ra, xem trước rồi mới ghi. Có ô sai thì chưa nạp ô nào.",
        indicators_province="Chọn kế hoạch rồi thêm nhiệm vụ cho nội dung đang thấp.",
    ),
    **_of(
        "van-ban",
        document_new="Chọn loại văn bản, kế hoạch, kỳ; hệ thống lập dự thảo từ số liệu đang có, câu nào cũng sửa được.",
        document="Bấm vào một đoạn để sửa; các bước ký ở bên phải, nút chính là bước tiếp theo.",
        document_head="Sửa phần đầu, nơi nhận, người ký của văn bản; số và ngày do văn thư cấp.",
        document_block="Sửa câu chữ; con số gạch chân tự cập nhật theo số liệu.",
        document_add="Thêm một đoạn vào chỗ này của văn bản.",
        document_move="Đọc phần kiểm tra trước khi ký rồi xác nhận. Trả lại thì ghi lý do.",
        document_redraft="Lập lại thì các đoạn lấy câu chữ mới theo số liệu; những câu đã sửa tay sẽ mất.",
        document_relation="Chọn văn bản mà văn bản này sửa đổi, bổ sung hoặc thay thế.",
        document_copy="Chọn hình thức bản sao và người ký sao.",
        document_paper_copy="Chọn hình thức bản sao của bản giấy và người ký sao.",
        document_number="Số tiếp theo của sổ được đề nghị; ngày ghi trước chỉ với số đã giữ đúng ngày đó.",
        document_apart="Tải tệp về máy có chữ ký số, ký, rồi nạp kết quả lên.",
        document_elsewhere="Nạp tệp đã ký ở nơi khác; hệ thống kiểm tra chữ ký và nội dung trước khi nhận.",
        document_plugin="Cắm thiết bị ký số, mở phần mềm ký trên máy này, rồi bấm Ký.",
        document_remote="Nhập mã xác nhận do dịch vụ ký số gửi cho bạn.",
        documents_together="Xem lại danh sách rồi bấm; văn bản còn vướng được để lại kèm lý do.",
        attachment_add="Thêm phụ lục dạng PDF, Word, Excel; tệp đi cùng văn bản khi phát hành.",
        attachment_sign="Ký lên tệp đính kèm bằng chữ ký của người có thẩm quyền.",
        register="Giữ số, ghi số đã cấp nơi khác, hủy số kèm lý do; in sổ theo mẫu.",
        register_open="Ghi số cuối của sổ giấy đang dùng để số tiếp theo nối liền.",
        register_reserve="Giữ một số cho văn bản sẽ phát hành; không dùng thì hủy kèm lý do.",
        register_enter="Ghi văn bản đã cấp số nơi khác để sổ liền số.",
        register_cancel="Hủy số thì số ấy không cấp lại; lý do ghi vào sổ.",
        register_issue="Phát hành văn bản giấy theo số đã giữ.",
        signers="Ghi chức vụ, hình thức ký của từng người đúng như trên văn bản.",
        signers_waiting="Xác nhận chức vụ ghi khi ký cho từng người trước khi trình ký.",
        unit_certificates="Đăng ký chứng thư số của người ký và của cơ quan; hết hạn thì đăng ký lại.",
        certificate_end="Thôi dùng chứng thư số từ ngày này; chữ ký đã có vẫn còn giá trị.",
        verify="Chọn tệp PDF bất kỳ; tệp chỉ được đọc để kiểm tra, không lưu lại.",
    ),
    **_of(
        "don-vi-va-nguoi",
        people="Chọn đơn vị, xem ai giữ chức vụ nào; dòng nét đứt là chức vụ còn thiếu.",
        people_unit="Đánh dấu người cần phiếu đăng nhập rồi in; bấm vào một người để sửa, bàn giao, mở khóa.",
        people_set="Gõ họ tên cho những chức vụ cần lập, bỏ dấu chức vụ chưa có người, rồi bấm Lập một lần.",
        people_upload="Nạp đúng bảng đã tải từ trang này; ô sai được chỉ ra, xem trước rồi mới ghi.",
        person_add="Chọn cơ quan, vai trò, ghi chức danh. Có thư điện tử thì đường dẫn gửi qua thư, không có thì in phiếu.",
        post_add="Thêm một chức vụ cho người đã có tài khoản; chức vụ cũ vẫn giữ.",
        post_change="Chọn một trong ba: bàn giao cho người khác, chuyển cơ quan, hoặc cho thôi từ một ngày.",
        account="Sửa họ tên, chức danh, thư điện tử; cho đăng nhập lại, mở khóa hoặc ngừng tài khoản ở bên phải.",
        unit="Tên đơn vị, cơ quan, người giữ chức vụ hiện nay.",
        unit_agencies="Bật cho từng bộ phận: ai làm đầu mối, ai chỉ nhập việc của mình.",
        unit_settings="Những lựa chọn riêng của đơn vị; mỗi lần đổi có vết.",
    ),
    **_of(
        "nhac-viec",
        my_reminders="Chọn giờ nhận và kênh nhận; liên kết lịch đưa hạn vào lịch trên điện thoại.",
        notices="Mở một dòng là đã xem; đánh dấu xem hết ở đầu trang.",
    ),
    **_of(
        "quan-tri-thu",
        letters="Lọc thư theo trạng thái; thư lỗi có lý do, chọn rồi gửi lại.",
        letter="Xem thư như người nhận thấy; gửi lại nếu lỗi.",
        reminders="Ngày nào, ai sẽ được nhắc và vì sao; chưa gửi gì.",
    ),
    **_of(
        "viec-cua-toi",
        work="Làm từ trên xuống: việc gấp đứng trước, mỗi dòng một nút. Đã nhập đủ thì trình cả nhóm một lần.",
        saved_filters="Mở, đổi tên hoặc bỏ những bộ lọc đã lưu.",
        password_change="Mật khẩu dài, dễ nhớ với bạn; không dùng tên đơn vị hay ngày sinh.",  # noqa: S106 words, no secret
        first_password="Đặt mật khẩu của riêng bạn; không ai khác biết mật khẩu này.",  # noqa: S106
        password_reset="Gõ tên đăng nhập hoặc thư điện tử; đường dẫn đặt mật khẩu gửi đến thư đã đăng ký.",  # noqa: S106
        password_reset_confirm="Đặt mật khẩu mới của riêng bạn; không ai khác biết mật khẩu này.",  # noqa: S106
        first_sign_in="Gõ mã trên phiếu do quản trị đơn vị giao tận tay.",
    ),
    **_of(
        "bao-mat",
        mfa_index="Thêm một cách xác nhận thứ hai: ứng dụng sinh mã trên điện thoại, hoặc khóa của máy.",
        mfa_prove="Bấm gửi thư, rồi mở đường dẫn trong thư bằng chính trình duyệt này để thêm bước xác thực đầu tiên.",
        mfa_prove_link="Đúng là bạn vừa yêu cầu thì bấm xác nhận; không phải thì đổi mật khẩu ngay.",
        mfa_activate_totp="Quét mã bằng ứng dụng sinh mã trên điện thoại, rồi gõ sáu số đang hiện để xác nhận.",
        mfa_deactivate_totp="Gỡ thì đăng nhập không còn hỏi mã của ứng dụng này nữa.",
        mfa_view_recovery_codes="Mỗi mã dùng một lần khi mất điện thoại; in ra, cất nơi an toàn.",
        mfa_generate_recovery_codes="Tạo mã mới thì mã cũ hết dùng được.",
        mfa_list_webauthn="Mỗi khóa là một máy hay một thiết bị; đặt tên để nhận ra, gỡ khi không còn dùng.",
        mfa_add_webauthn="Đặt tên cho khóa, bấm thêm, rồi xác nhận bằng vân tay, khuôn mặt hoặc mã của máy.",
        mfa_edit_webauthn="Đặt tên để nhận ra khóa này là của máy nào.",
        mfa_remove_webauthn="Gỡ khóa của máy không còn dùng hoặc đã mất.",
        account_reauthenticate="Việc này cần biết chắc là bạn: gõ lại mật khẩu.",
        mfa_reauthenticate="Việc này cần biết chắc là bạn: gõ mã của ứng dụng hoặc một mã dự phòng.",
        mfa_reauthenticate_webauthn="Việc này cần biết chắc là bạn: xác nhận bằng khóa của máy.",
        sessions="Những máy đang đăng nhập tài khoản này; kết thúc máy nào không phải của bạn.",
    ),
    **_of(
        "tong-hop",
        changed="Chọn kỳ và ngày so sánh; mỗi câu mở ra những mục làm nên nó.",
        picture="Chọn kỳ và thước đo để tô màu; bấm một đơn vị để đi xuống tới nhiệm vụ.",
        nation="Chọn kỳ và thước đo để tô màu; bấm một tỉnh để xem các xã của tỉnh ấy.",
        briefings="Bấm Lập bản tóm tắt rồi có thể rời trang; xong sẽ báo ở chuông. Lịch đặt một lần, mỗi kỳ tự có một bản.",
    ),
    **_of(
        "canh-bao",
        alerts="Mở từng cảnh báo để xem các mục; tắt cảnh báo thì ghi lý do. Ngưỡng đặt ở cuối trang.",
        alert_rule="Ghi ngưỡng rồi bấm Đặt; bỏ dấu Bật nếu không cần cảnh báo này.",
        alert_mute="Ghi lý do để người khác biết vì sao không cần xử lý; cảnh báo hiện lại ở kỳ sau.",
    ),
    **_of(
        "ky-bao-cao",
        periods_year="Chọn cách tính, loại kỳ, số ngày rồi Xem trước; đánh dấu kỳ muốn tạo. Hạn rơi vào ngày nghỉ được "
        "nêu tên, dời hay không do bạn chọn.",
        periods="Tạo kỳ theo lịch hoặc một kỳ tự chọn; kỳ mở thì các đơn vị mới nhập được.",
        period="Đổi hạn cho cả kỳ, hoặc đặt ngoại lệ cho vài đơn vị; cả hai cần ghi lý do khi các đơn vị đã được báo.",
    ),
    **_of(
        "van-ban-den",
        received_papers="Văn thư vào sổ, lãnh đạo phân công, người xử lý báo xong; nơi gửi thấy từng bước.",
        incoming_paper="Bên phải là bước tiếp theo: tiếp nhận, phân công kèm hạn, bắt đầu, đã xử lý xong.",
        incoming_enter="Ghi như trên văn bản, kèm bản quét hoặc thư; lưu là vào sổ, lấy số đến.",
        incoming_copy="Sao y, trích sao từ bản gốc, bản chính; sao lục từ bản sao y. Tệp lập ra để in, ký, đóng dấu.",
    ),
    **_of(
        "edxml",
        document_exchange="Chọn nơi nhận, lập tệp edXML, tải về để gửi; nơi nhận báo lại thì nạp tệp trạng thái.",
        exchange_take="Nạp tệp edXML mang từ hệ thống khác đến; chữ ký sai thì không nhận.",
    ),
    **_of(
        "xuat-tep",
        exports="Tệp giữ vài ngày rồi tự xóa; cần lại thì yêu cầu lại từ bảng ấy.",
        export_new="Bấm Lập tệp rồi có thể rời trang; xong sẽ báo ở chuông.",
        export="Trang tự xem lại tiến trình; lập xong thì tải tệp ở đây.",
    ),
    **_of("tong-hop", dashboard="Lọc theo kỳ, nội dung, ngày chốt; mỗi con số mở ra những dòng nó đếm."),
    **_of(
        "chi-so-noi-bo",
        index_set_new="Đặt mã, tên, phạm vi áp dụng. Tiêu chí nạp sau bằng bảng XLSX; xong mới ban hành.",
        index_set="Tải bảng, sửa trong Excel, nạp lại khi còn dự thảo. Thử chấm một đơn vị trước khi ban hành.",
        index_round_new="Đặt các hạn và số thành viên hội đồng theo quyết định tổ chức chấm.",
        index_round="Nút ở đầu trang là bước tiếp theo của đợt chấm. Mở một đơn vị hoặc một tiêu chí để thẩm định.",
        index_sheet="Trả lời từng tiêu chí, ghi tài liệu ở mục, trang nào. Phiếu tự lưu khi gõ; đủ thì trình lãnh đạo.",
        index_criterion="Cùng một tiêu chí ở mọi đơn vị: so rồi cho điểm. Khác điểm tự chấm thì ghi lý do.",
        index_charges="Chọn người cho từng nhóm rồi bấm Ghi phân công; nhóm để trống thì ai thẩm định cũng được.",
        index_draws="Rút mẫu một lần, ghi kết quả từng tiêu chí; đủ kết quả mới thông báo kết quả dự kiến.",
        index_analysis="Đơn vị tự chấm cao hơn thẩm định nhiều nhất đứng đầu; bấm vào ô để mở các tiêu chí.",
        index_years="Kết quả đã công bố của các năm; dưới là các nội dung bên cạnh điểm PAPI của tỉnh.",
        index_intake="Tải bảng mẫu, điền theo mã đơn vị, xem trước rồi mới nạp; lần nạp gần nhất rút lại được.",
        index_council="Mỗi thành viên biểu quyết một lần. Kết quả chung biểu quyết sau cùng.",
    ),
    **_of(
        "tham-do",
        pulse_new="Chọn tối đa sáu câu, đặt ngày đầu và ngày cuối. Lưu xong mới thêm nơi hỏi; lãnh đạo mở đợt.",
        pulse_edit="Chỉ sửa được khi đợt chưa mở. Câu hỏi giữ nguyên qua các đợt thì kết quả so được với nhau.",
        pulse_round="Thêm nơi hỏi, in mã QR rồi mở đợt. Mở rồi thì câu hỏi, nơi hỏi và cách hỏi không sửa được nữa.",
        pulse_paper="Chọn nơi hỏi, gõ số lô rồi nhập từng phiếu; nơi và số lô giữ nguyên cho phiếu sau.",
        pulse_results="Tỷ lệ nào cũng kèm khoảng tin cậy và số người. Ghi việc đã làm để người dân đọc ở trang công bố.",
    ),
}
